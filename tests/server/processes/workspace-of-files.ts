import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ImportKind } from '../../../server/imports/index.js';
import { fileSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { addWorkspace } from '../../support/product/catalog.js';
import type { useToile } from '../../support/product/execute.js';
import { ANALYST } from '../../support/product/viewers.js';
import { type Dump, dump } from '../imports/history/dump.js';
import type { KilledFile } from './killed-files.js';

type Product = ReturnType<typeof useToile>;

/** A workspace with some files in it. */
export class WorkspaceOfFiles {
  private constructor(
    private readonly product: Product,
    readonly workspaceId: string,
  ) {}

  static async holding(product: Product, before: readonly KilledFile[]): Promise<WorkspaceOfFiles> {
    const files = new WorkspaceOfFiles(product, (await addWorkspace(product.dataSource)).id);
    for (const file of before) await files.importFile(file);
    return files;
  }

  /** @returns what its report says of the rows */
  async importFile(file: KilledFile) {
    const { workspaceId } = this;
    const { files } = this.product.toile.imports;
    const settings = { kind: file.kind, workspaceId, maps: mapsOf(file), dryRun: false };
    const report = await files.importFile(OPERATOR, {
      ...settings,
      source: await fileSource(this.pathOf(file)),
    });
    const { rowCount, acceptedCount, rejectedCount, tallies, warnings } = report;
    const { csv } = await files.getRejects(OPERATOR, report.runId!);
    const rejects = await text(Readable.from(csv));
    return { rowCount, acceptedCount, rejectedCount, tallies, warnings, rejects };
  }

  /** The words after `toile` that import the file as `importFile` does. */
  commandOf(file: KilledFile): readonly string[] {
    const maps = mapsOf(file).flatMap((map) => ['--map', map]);
    return ['import', file.kind.toLowerCase(), this.pathOf(file), ...maps, '--workspace', this.workspaceId];
  }

  async lastRun() {
    const { edges } = await this.product.toile.imports.history.list(OPERATOR, this.workspaceId, { first: 1 });
    return edges[0]!.node;
  }

  async revert(runId: string) {
    const { workspaceId } = this;
    return this.product.toile.imports.reverts.revert(OPERATOR, { workspaceId, runId });
  }

  /** All that the workspace holds, and the lift that is shown of it. */
  async state(): Promise<Dump> {
    const { toile, dataSource } = this.product;
    const held = await dump(toile, dataSource, this.workspaceId);
    const options = { requestedWorkspace: this.workspaceId };
    return { ...held, lift: rounded(await this.product.ask(LIFT, {}, ANALYST, options)) };
  }

  private pathOf({ kind, csv }: KilledFile): string {
    const path = `${this.product.dataDirectory}/${kind}.csv`;
    writeFileSync(path, csv);
    return path;
  }
}

const mapsOf = ({ kind }: KilledFile) => (kind === ImportKind.EVENTS ? ['id=id'] : []);

const reportOf = (metric: string) => `${metric}: lift(input: { metric: ${metric}, minimumTraffic: 0 }) {
  headline { value lower upper stores } stores { store { name } lift lower upper } excluded { store { name } reason }
  totals { ai { ...Arm } human { ...Arm } } undatedRows currencies }`;

const LIFT = `query { ${['CTR', 'SEARCH_CTR', 'CONVERSION_RATE', 'RETURN_RATE', 'REVENUE_PER_IMPRESSION'].map(reportOf).join(' ')} }
  fragment Arm on ArmTotals { numerator denominator orders ordersWithoutAmount revenueMinor revenueSquares rate }`;

/** Sums over stores are made in the order of their ids, which no two workspaces share. */
const rounded = (answer: object) =>
  JSON.parse(JSON.stringify(answer), (_, value) => {
    if (Array.isArray(value))
      return value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return typeof value === 'number' ? Number(value.toPrecision(10)) : value;
  });
