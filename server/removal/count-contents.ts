import type { EntityManager } from 'typeorm';
import { ITEMS_IN_SCOPE, type RemovalScope, STORES_IN_SCOPE, scopeParameters } from '../catalog/index.js';
import type { RemovalContents } from './removal-contents.type.js';

/** How much belongs to a scope, but for its events. The caller asked who may see it. */
export async function countRowsUnchecked(
  manager: EntityManager,
  scope: RemovalScope,
): Promise<Omit<RemovalContents, 'events'>> {
  const [counts] = await manager.query(COUNT_ROWS, scopeParameters(scope));
  return counts;
}

/** How much belongs to a scope. The caller asked who may see it. */
export async function countContentsUnchecked(
  manager: EntityManager,
  scope: RemovalScope,
): Promise<RemovalContents> {
  const [{ events }] = await manager.query(
    scope.storeId === null ? WORKSPACE_EVENTS : STORE_EVENTS,
    scope.storeId === null ? [scope.workspaceId] : [scope.storeId],
  );
  return { ...(await countRowsUnchecked(manager, scope)), events };
}

const number = (name: string, from: string) => `(SELECT count(*)::float8 FROM ${from}) AS "${name}"`;

const COUNT_ROWS = `
  SELECT ${[
    number('stores', `(${STORES_IN_SCOPE}) AS store`),
    number('items', `(${ITEMS_IN_SCOPE}) AS item`),
    number('importedTotals', `item_counts WHERE item_id IN (${ITEMS_IN_SCOPE})`),
    number('members', `store_members WHERE store_id IN (${STORES_IN_SCOPE})`),
    number('modelRuns', 'model_runs WHERE workspace_id = $1 AND ($2::uuid IS NULL OR store_id = $2)'),
    number('apiKeys', 'api_keys WHERE workspace_id = $1 AND $2::uuid IS NULL'),
    number('liftViews', 'lift_views WHERE workspace_id = $1 AND $2::uuid IS NULL'),
    number('imports', 'import_runs WHERE workspace_id = $1 AND $2::uuid IS NULL'),
  ].join(', ')}`;

const WORKSPACE_EVENTS = `
  SELECT COALESCE(sum(event_count), 0)::float8 AS events FROM event_batches WHERE workspace_id = $1`;

/** Totals are of events and of imported totals, so that no event has to be looked at: there may be millions. */
const STORE_EVENTS = `
  SELECT (
    (SELECT COALESCE(sum(impressions + clicks + orders + returns), 0) FROM store_totals WHERE store_id = $1)
    - (SELECT COALESCE(sum(impressions + clicks + orders + returns), 0)
       FROM item_counts JOIN items ON items.id = item_id WHERE store_id = $1)
  )::float8 AS events`;
