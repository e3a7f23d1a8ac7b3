import type { DataSource, EntityManager } from 'typeorm';

/** Edges of the price bands of one category and currency, in minor units of the currency. */
export interface PriceBandEdges {
  readonly category: string;
  readonly currency: string;
  /** LOW is at most this. */
  readonly lowerEdge: number;
  /** MIDDLE is at most this, HIGH above. */
  readonly upperEdge: number;
  /** Priced items among which the edges are the terciles. */
  readonly itemCount: number;
  readonly computedAt: Date;
}

/**
 * Price bands: terciles of the price among the priced items of one workspace, category and currency. An edge is the
 * smallest price that at least a third (two thirds) of the items do not exceed: a price that occurs, so that equal
 * prices share a band. Items without a category or a price have no band. It asks no permission: jobs and imports
 * compute, and who reads edges may see the workspace.
 */
export class PriceBandService {
  constructor(private readonly dataSource: DataSource) {}

  /** Computes the edges and bands of a workspace anew, in one statement; touches only items whose band changes. */
  async reclassifyUnchecked(
    workspaceId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    await manager.query(RECLASSIFY, [workspaceId]);
  }

  /** Reclassifies every workspace whose items changed since, each once however many changes there were. */
  async reclassifyRequestedUnchecked(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [requests]: [{ workspaceId: string }[]] = await manager.query(
        'DELETE FROM price_band_requests RETURNING workspace_id AS "workspaceId"',
      );
      for (const workspaceId of new Set(requests.map((request) => request.workspaceId)))
        await this.reclassifyUnchecked(workspaceId, manager);
    });
  }

  /** The edges in force in a workspace, by category and currency. */
  async listEdgesUnchecked(
    workspaceId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<PriceBandEdges[]> {
    return manager.query(
      `SELECT category, currency, lower_edge::float8 AS "lowerEdge", upper_edge::float8 AS "upperEdge",
         item_count AS "itemCount", computed_at AS "computedAt"
       FROM price_bands WHERE workspace_id = $1 ORDER BY category, currency`,
      [workspaceId],
    );
  }
}

/** Has the bands of the stores' workspaces computed anew within a minute. A row to add, so that writers never wait. */
export async function requestPriceBands(manager: EntityManager, storeIds: readonly string[]): Promise<void> {
  await manager.query(
    `INSERT INTO price_band_requests (workspace_id)
     SELECT DISTINCT workspace_id FROM stores WHERE id = ANY($1)`,
    [storeIds],
  );
}

/** Says that numbers by category and price band of these stores are to be sorted anew. */
export async function markReclassified(manager: EntityManager, storeIds: readonly string[]): Promise<void> {
  if (storeIds.length === 0) return;
  await manager.query(
    `UPDATE stores SET reclassified_at = clock_timestamp()
     FROM (SELECT id FROM stores WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE) AS locked
     WHERE stores.id = locked.id`,
    [storeIds],
  );
}

const RECLASSIFY = `
  WITH priced AS (
    SELECT items.id, items.store_id, items.category, items.currency, items.price_minor, items.price_band
    FROM items JOIN stores ON stores.id = items.store_id
    WHERE stores.workspace_id = $1
  ),
  edges AS (
    SELECT category, currency, count(*) AS item_count,
      percentile_disc(1 / 3.0) WITHIN GROUP (ORDER BY price_minor) AS lower_edge,
      percentile_disc(2 / 3.0) WITHIN GROUP (ORDER BY price_minor) AS upper_edge
    FROM priced
    WHERE category IS NOT NULL AND price_minor IS NOT NULL
    GROUP BY category, currency
  ),
  kept AS (
    INSERT INTO price_bands (workspace_id, category, currency, lower_edge, upper_edge, item_count)
    SELECT $1, category, currency, lower_edge, upper_edge, item_count FROM edges ORDER BY category, currency
    ON CONFLICT (workspace_id, category, currency) DO UPDATE SET
      lower_edge = excluded.lower_edge, upper_edge = excluded.upper_edge,
      item_count = excluded.item_count, computed_at = excluded.computed_at
  ),
  removed AS (
    DELETE FROM price_bands
    WHERE workspace_id = $1 AND (category, currency) NOT IN (SELECT category, currency FROM edges)
  ),
  changed AS (
    UPDATE items SET price_band = wanted.price_band
    FROM (
      SELECT priced.id, priced.price_band AS former,
        CASE WHEN edges.category IS NULL THEN NULL
          WHEN priced.price_minor <= edges.lower_edge THEN 1
          WHEN priced.price_minor <= edges.upper_edge THEN 2
          ELSE 3 END AS price_band
      FROM priced LEFT JOIN edges ON edges.category = priced.category AND edges.currency = priced.currency
    ) AS wanted
    WHERE items.id = wanted.id AND wanted.price_band IS DISTINCT FROM wanted.former
    RETURNING items.store_id
  )
  UPDATE stores SET reclassified_at = clock_timestamp()
  WHERE id IN (SELECT store_id FROM changed)`;
