import type { ImportRun } from '../../../../server/imports/history/import-run.entity.js';
import { ImportKind } from '../../../../server/imports/index.js';
import { textSource } from '../../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../../server/platform/index.js';
import { addWorkspace } from '../../../support/product/catalog.js';
import type { useToile } from '../../../support/product/execute.js';
import { type Dump, dump } from './dump.js';

type Product = ReturnType<typeof useToile>;

/** A workspace into which files are imported and from which they are taken back. */
export interface ImportedFiles {
  readonly workspaceId: string;
  /** @returns the id of its run */
  counts(rows: string, options?: ImportOptions): Promise<string>;
  items(rows: string, options?: ImportOptions): Promise<string>;
  events(rows: string, options?: ImportOptions): Promise<string>;
  revert(runId: string): Promise<Readonly<Record<string, number>>>;
  blockers(runId: string): Promise<readonly string[]>;
  /** Newest first. */
  list(): Promise<readonly ImportRun[]>;
  dump(): Promise<Dump>;
}

export interface ImportOptions {
  readonly name?: string;
  readonly imageFolder?: string;
  readonly signal?: AbortSignal;
  readonly report?: () => void;
  /** Makes the file another one, in a column that is not imported. */
  readonly nonce?: string;
}

const HEADERS = {
  COUNTS: 'store,item,origin,scenario,impressions,clicks,orders,day,category,price,currency,returns,revenue',
  ITEMS: 'store,item,origin,title,category,price,currency,listed,retired,image',
  EVENTS: 'kind,time,visitor,item,scenario,quantity,amount,currency,order,id',
};

/** The files of a fresh workspace; rows are lines of a CSV whose last columns may be left out. */
export async function importedFiles(product: Product): Promise<ImportedFiles> {
  const { id: workspaceId } = await addWorkspace(product.dataSource);
  const { imports } = product.toile;
  const importer =
    (kind: ImportKind) =>
    async (rows: string, { name = 'file.csv', nonce = '', ...options }: ImportOptions = {}) => {
      const source = textSource(name, toCsv(`${HEADERS[kind]},nonce`, rows, nonce));
      const maps = kind === ImportKind.EVENTS ? ['id=id'] : [];
      const settings = { kind, source, workspaceId, maps, dryRun: false, ...options };
      const { runId } = await imports.files.importFile(OPERATOR, settings);
      return runId!;
    };
  return {
    workspaceId,
    counts: importer(ImportKind.COUNTS),
    items: importer(ImportKind.ITEMS),
    events: importer(ImportKind.EVENTS),
    revert: async (runId) => (await imports.reverts.revert(OPERATOR, { workspaceId, runId })).tallies,
    blockers: async (runId) => {
      const run = await imports.history.find(OPERATOR, workspaceId, runId);
      return imports.history.listBlockers(OPERATOR, run!);
    },
    list: async () => (await imports.history.list(OPERATOR, workspaceId, {})).edges.map(({ node }) => node),
    dump: () => dump(product.toile, product.dataSource, workspaceId),
  };
}

function toCsv(header: string, rows: string, nonce: string): string {
  const columns = header.split(',').length - 1;
  const lines = rows
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const whole = lines.map((line) =>
    [...line.split(','), ...Array(columns).fill('')].slice(0, columns).concat(nonce).join(','),
  );
  return [header, ...whole].join('\n');
}
