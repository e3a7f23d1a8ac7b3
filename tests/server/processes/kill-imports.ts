import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { ImportKind } from '../../../server/imports/index.js';
import { fileSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { interrupt } from '../../support/processes/server-process.js';
import { addWorkspace } from '../../support/product/catalog.js';
import type { useToile } from '../../support/product/execute.js';
import { ANALYST } from '../../support/product/viewers.js';
import { dump } from '../imports/history/dump.js';
import { type Gate, untilReached, withGate } from './gate.js';
import type { KilledFile, KilledImport } from './killed-files.js';

type Product = ReturnType<typeof useToile>;

/** When a process is killed: while it waits at a gate, or some ms after it was let through. */
export interface Moment {
  readonly gate: Gate;
  readonly afterMs?: number;
}

export interface Round {
  /** When the import is killed. */
  readonly importing: Moment;
  /** When the revert is killed, of all that the import brings or of what it had brought when it was killed. */
  readonly reverting: Moment;
  readonly of: 'WHOLE' | 'PART';
}

/**
 * Kills an import with -9, and its revert, and compares. The import goes on where it stopped, and leaves and reports
 * what one does that is not killed; the revert does all or nothing, and then leaves what was there before.
 */
export async function killImports(
  product: Product,
  killedImport: KilledImport,
  rounds: readonly Round[],
): Promise<void> {
  const whole = await WorkspaceOfFiles.holding(product, killedImport.before);
  const expected = { report: await whole.importFile(killedImport), state: await whole.state() };
  const files = await WorkspaceOfFiles.holding(product, killedImport.before);
  const before = await files.state();
  for (const { importing, reverting, of } of rounds) {
    await killed(product, files.commandOf(killedImport), importing);
    if (of === 'WHOLE') expect(await files.importFile(killedImport)).toEqual(expected.report);
    const brought = await files.state();
    if (of === 'WHOLE') expect(brought).toEqual(expected.state);
    const { id } = await files.lastRun();
    await killed(product, ['import', 'revert', id, '--workspace', files.workspaceId], reverting);
    const { revertedAt } = await files.lastRun();
    expect(await files.state()).toEqual(revertedAt ? before : brought);
    await product.toile.imports.reverts.revert(OPERATOR, { workspaceId: files.workspaceId, runId: id });
    expect(await files.state()).toEqual(before);
  }
}

/** A workspace with some files in it. */
class WorkspaceOfFiles {
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

  /** All that the workspace holds, and the lift that is shown of it. */
  async state() {
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

/** Ends a command with -9 at a moment, by when it may have ended by itself; waits until its connections are gone. */
async function killed(product: Product, words: readonly string[], { gate, afterMs }: Moment): Promise<void> {
  const { url, ownerUrl, dataDirectory } = product;
  const settings = { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, TOILE_DATA_DIR: dataDirectory };
  await withGate(product, gate, async (closed) => {
    let [isRunning, isDue] = [true, false];
    const reaching = untilReached(closed, () => isRunning).then(async (isReached) => {
      if (isReached && afterMs !== undefined) await closed.open().then(() => sleep(afterMs));
      isDue = isReached;
      return isReached;
    });
    const { stdout, stderr } = await interrupt(
      { entry: 'cli.js', words, settings },
      { signal: 'SIGKILL', isDue: () => isDue },
    );
    isRunning = false;
    if (!(await reaching))
      throw new Error(`"toile ${words.join(' ')}" did not come to its gate: ${stdout}${stderr}`);
    await closed.open();
    while (await isWorking(product)) await sleep(10);
  });
}

/** Whether a connection of another process works, or still holds an advisory lock of this database. */
async function isWorking({ dataSource }: Product): Promise<boolean> {
  const [{ count }] = await dataSource.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND (state <> 'idle'
       OR EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pg_locks.pid = activity.pid))`,
  );
  return count > 0;
}
