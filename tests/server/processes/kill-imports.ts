import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { ImportKind } from '../../../server/imports/index.js';
import { fileSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { interrupt } from '../../support/processes/server-process.js';
import type { useToile } from '../../support/product/execute.js';
import { dump } from '../imports/history/dump.js';

const ROWS = 4_500;
const ROWS_A_CHUNK = 2_000;
/** Statements that a revert is in the middle of its transaction with. */
const REVERTING = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
    AND query ~ 'taken_back|removed_items|DELETE FROM (items|stores|import_former|item_days|store_days)'`;

/**
 * Kills an import with -9, the revert of what it left with -9, and compares: the revert did all or nothing, the import
 * goes on where it stopped, and a revert that was not killed leaves what was there before.
 *
 * @param patienceMs from when a process is in the middle of its work to its end
 */
export async function killImports(
  product: ReturnType<typeof useToile>,
  folder: string,
  patienceMs: readonly number[],
): Promise<void> {
  const { catalog, imports } = product.toile;
  const { id: workspaceId } = await catalog.workspaces.resolve(OPERATOR, null);
  const state = () => dump(product.toile, product.dataSource, workspaceId);
  const importAll = async (file: string) =>
    imports.files.importFile(OPERATOR, {
      ...{ kind: ImportKind.COUNTS, workspaceId, source: await fileSource(file), maps: [], dryRun: false },
      ...{ dateFormat: null, imageFolder: null }, // as the command states them
    });
  await importAll(fileOf(`${folder}/first.csv`, 1, 3));
  const before = await state();
  for (const [round, patience] of patienceMs.entries()) {
    const file = fileOf(`${folder}/second-${round}.csv`, round + 2, ROWS);
    await killed(product, ['import', 'counts', file], { patience, until: CHUNKS_OF_ONE });
    const [run] = (await imports.history.list(OPERATOR, workspaceId, { first: 1 })).edges.map(
      ({ node }) => node,
    );
    const partly = await state();
    await killed(product, ['import', 'revert', run!.id], { patience, until: REVERTING });
    const { revertedAt } = (await imports.history.find(OPERATOR, workspaceId, run!.id))!;
    expect(await state()).toEqual(revertedAt ? before : partly);

    const report = await importAll(file);
    expect(report).toMatchObject({
      acceptedCount: ROWS,
      rejectedCount: 0,
      resumedAfter: revertedAt || run!.finishedAt ? 0 : run!.rowCount,
    });
    expect((await state()).item_counts).toHaveLength(ROWS);

    await imports.reverts.revert(OPERATOR, { workspaceId, runId: report.runId! });
    expect(await state()).toEqual(before);
  }
}

const CHUNKS_OF_ONE = `SELECT count(*)::int AS count FROM import_runs
  WHERE finished_at IS NULL AND reverted_at IS NULL AND row_count BETWEEN ${ROWS_A_CHUNK} AND ${ROWS - 1}`;

/**
 * Ends a command with -9 when a query counts something, or a while later, by when it may have ended by itself; waits
 * until its connections are gone.
 */
async function killed(
  { dataSource, url, ownerUrl, dataDirectory }: ReturnType<typeof useToile>,
  words: readonly string[],
  { patience, until }: { readonly patience: number; readonly until: string },
): Promise<void> {
  let [isSeen, isDue] = [false, false];
  const watch = (async () => {
    while (!isDue) {
      const [{ count }] = await dataSource.query(until);
      isSeen ||= count > 0;
      if (isSeen) await sleep(patience).then(() => (isDue = true));
      else await sleep(2);
    }
  })();
  const settings = { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, TOILE_DATA_DIR: dataDirectory };
  const { stderr } = await interrupt(
    { entry: 'cli.js', words, settings },
    { signal: 'SIGKILL', isDue: () => isDue },
  );
  if (!isSeen) throw new Error(`"toile ${words.join(' ')}" was never in the middle of its work: ${stderr}`);
  await watch;
  while (await isConnected(dataSource)) await sleep(10);
}

/** Whether a connection of another process still holds an advisory lock of this database. */
async function isConnected(dataSource: ReturnType<typeof useToile>['dataSource']): Promise<boolean> {
  const [{ count }] = await dataSource.query(
    `SELECT count(*)::int AS count FROM pg_locks JOIN pg_database ON pg_database.oid = database
     WHERE locktype = 'advisory' AND datname = current_database()`,
  );
  return count > 0;
}

/** Days of up to 500 items: the first three rows of every file state the same totals. */
function fileOf(path: string, seed: number, rows: number): string {
  const lines = Array.from({ length: rows }, (_, n) => {
    const day = `2026-01-${String(Math.floor(n / 500) + 1).padStart(2, '0')}`;
    return ['Nord', `item ${n % 500}`, 'AI_GENERATED', day, 100 + seed, n % 50, 1, `${seed}.00`, 'EUR'].join(
      ',',
    );
  });
  writeFileSync(
    path,
    ['store,item,origin,day,impressions,clicks,orders,price,currency', ...lines].join('\n'),
  );
  return path;
}
