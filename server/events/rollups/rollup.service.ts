import type { DataSource, EntityManager } from 'typeorm';
import {
  addTo,
  addToAll,
  counted,
  ITEM_KEY,
  joinedToItems,
  OF_STORES,
  ROLLUPS,
  SLICES,
  SUMS,
  summedTo,
} from './rollup-sql.js';

/** Any number: every writer of rollups holds this lock to the end of the transaction. */
const ROLLUP_LOCK = 7_002;

/** What the rollups of workspace $1 must add up to: its rolled-up events and its imported totals. */
const EXPECTED = `
  SELECT ${ITEM_KEY}, ${SUMS} FROM rolled_days WHERE workspace_id = $1
  UNION ALL
  SELECT * FROM (${joinedToItems(`(${counted('item_counts')})`)}) joined WHERE workspace_id = $1`;

/** How far one rollup is from the rows it sums. */
export interface RollupCheck {
  readonly table: string;
  /** Keys whose sums differ; 0 where the rollup is right. */
  readonly wrongKeys: number;
}

/**
 * Keeps the rollups equal to the events and imported totals they sum. There is one writer
 * at a time; readers never wait, since the views add the events that no roll-up has taken yet. No method asks for a
 * permission: jobs of the server and commands of its operator call them.
 */
export class RollupService {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes every waiting batch into the rollups and re-sorts reclassified stores. @returns batches taken */
  async rollUpUnchecked(): Promise<number> {
    if (!(await this.hasWork())) return 0;
    return this.dataSource.transaction(async (manager) => {
      await lockRollups(manager);
      const batches = await takeBatches(manager);
      await rebuildReclassified(manager);
      return batches;
    });
  }

  /** Recounts a workspace's rollups from its events and imported totals. Readers see the old sums until it is done. */
  async rebuildUnchecked(workspaceId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockRollups(manager);
      for (const { table, ofWorkspace } of ROLLUPS) {
        await manager.query(`DELETE FROM ${table} WHERE ${ofWorkspace}`, [workspaceId]);
      }
      await manager.query(`WITH source AS MATERIALIZED (${EXPECTED}), ${addToAll} SELECT`, [workspaceId]);
    });
  }

  /** Compares a workspace's rollups with its events and imported totals, after a roll-up, in one snapshot. */
  async verifyUnchecked(workspaceId: string): Promise<RollupCheck[]> {
    await this.rollUpUnchecked();
    return this.dataSource.transaction(async (manager) => {
      await lockRollups(manager);
      return manager.query(
        `WITH source AS MATERIALIZED (${EXPECTED}) ${ROLLUPS.map(wrongKeysOf).join(' UNION ALL ')}`,
        [workspaceId],
      );
    });
  }

  private async hasWork(): Promise<boolean> {
    const [{ waiting }] = await this.dataSource.query(`
      SELECT EXISTS (SELECT FROM event_batches WHERE rolled_up_at IS NULL)
        OR EXISTS (SELECT FROM stores WHERE reclassified_at IS NOT NULL) AS waiting`);
    return waiting;
  }
}

/** Makes the transaction the only writer of rollups until it ends. */
export async function lockRollups(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [ROLLUP_LOCK]);
}

/**
 * One statement marks the waiting batches and adds their events, so that both mean the same batches. The time zone
 * of a workspace is fixed in a statement before: a batch of a workspace that is not fixed yet waits for the next turn.
 * Rows that another transaction holds wait too (SKIP LOCKED): an import holds some while it waits for the lock of
 * rollups.
 */
async function takeBatches(manager: EntityManager): Promise<number> {
  await manager.query(`
    UPDATE workspaces SET has_days = true WHERE id IN (
      SELECT id FROM workspaces
      WHERE NOT has_days AND id IN (SELECT workspace_id FROM event_batches WHERE rolled_up_at IS NULL)
      FOR NO KEY UPDATE SKIP LOCKED)`);
  const [{ batches }] = await manager.query(`
    WITH fixed AS (SELECT id FROM workspaces WHERE has_days),
      source AS MATERIALIZED (SELECT * FROM unrolled_days WHERE workspace_id IN (SELECT id FROM fixed)),
      taken AS (UPDATE event_batches SET rolled_up_at = now()
        WHERE rolled_up_at IS NULL AND workspace_id IN (SELECT id FROM fixed) RETURNING 1),
      ${addToAll}
    SELECT count(*)::int AS batches FROM taken`);
  return batches;
}

/**
 * Sorts the numbers of stores whose items changed category or price band into the slices of today, in a transaction
 * that holds the lock of rollups. A store that another transaction holds is sorted now and, still marked, once more
 * later.
 *
 * @param among only stores of these; all where absent
 */
export async function rebuildReclassified(
  manager: EntityManager,
  among: readonly string[] | null = null,
): Promise<void> {
  const stores: { id: string }[] = await manager.query(
    'SELECT id FROM stores WHERE reclassified_at IS NOT NULL AND ($1::uuid[] IS NULL OR id = ANY($1))',
    [among],
  );
  if (stores.length === 0) return;
  const ids = stores.map(({ id }) => id);
  await manager.query(
    `UPDATE stores SET reclassified_at = NULL WHERE id IN (
       SELECT id FROM stores WHERE id = ANY($1) FOR NO KEY UPDATE SKIP LOCKED)`,
    [ids],
  );
  await rebuildFromItems(manager, SLICES, ids);
}

/** Sums up stores from the sums of their items by day, in a transaction that holds the lock of rollups. */
export const rebuildStores = (manager: EntityManager, storeIds: readonly string[]): Promise<void> =>
  rebuildFromItems(manager, OF_STORES, storeIds);

async function rebuildFromItems(
  manager: EntityManager,
  rollups: readonly (typeof ROLLUPS)[number][],
  storeIds: readonly string[],
): Promise<void> {
  const rows = joinedToItems('(SELECT * FROM item_days)');
  for (const rollup of rollups) {
    await manager.query(`DELETE FROM ${rollup.table} WHERE store_id = ANY($1)`, [storeIds]);
    await manager.query(
      `WITH source AS (SELECT * FROM (${rows}) joined WHERE store_id = ANY($1)) ${addTo(rollup, 'source')}`,
      [storeIds],
    );
  }
}

/** Rows of zeros do not count: a total that was replaced by zero leaves one. */
function wrongKeysOf(rollup: (typeof ROLLUPS)[number]): string {
  const isCounted = `(${SUMS}) IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0)`;
  const columns = `${rollup.key}, ${SUMS}`;
  const expected = `SELECT * FROM (${summedTo(rollup, 'source')}) AS summed (${columns}) WHERE ${isCounted}`;
  const actual = `SELECT ${columns} FROM ${rollup.table} WHERE ${rollup.ofWorkspace} AND ${isCounted}`;
  return `
    SELECT '${rollup.table}' AS "table", count(DISTINCT (${rollup.key}))::int AS "wrongKeys" FROM (
      (${expected} EXCEPT ${actual}) UNION ALL (${actual} EXCEPT ${expected})
    ) AS difference`;
}
