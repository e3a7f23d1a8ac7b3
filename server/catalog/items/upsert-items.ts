import type { EntityManager } from 'typeorm';
import type { ItemOrigin } from './item.entity.js';
import { type ItemRow, itemProblem } from './item-problem.js';
import { markReclassified, requestPriceBands } from './price-band.service.js';
import { ADD_MISSING, CHANGE_EXISTING, FIND } from './upsert-statements.js';

/** What became of a row: the item it means, or the sentence why it was refused. */
export type ItemOutcome =
  | { readonly itemId: string; readonly reason?: undefined }
  | { readonly itemId: null; readonly reason: string };

export interface ItemsUpserted {
  /** One outcome a row, in the order of the rows. */
  readonly outcomes: readonly ItemOutcome[];
  readonly addedCount: number;
  /** Items that existed and of which something changed. */
  readonly changedCount: number;
  /** The imports that a row relies on: those that added its item or, if it states a fact, that changed it last. */
  readonly runs: readonly (readonly string[])[];
}

/**
 * Finds items by store and key, adds those that are missing and brings the others up to date, in three
 * statements for thousands of rows. Where several rows mean one item, the last one that states a fact wins.
 * A row whose origin differs from the item's is refused and changes nothing; of two rows that disagree about
 * a new item, the first one counts. It checks no permission. Price bands follow within a minute, or at once when
 * the import calls `PriceBandService.reclassifyUnchecked` after its last chunk.
 *
 * @param manager of the transaction of the import
 * @param rows    of stores of one workspace; at most some ten thousand a call
 * @param runId   of the import that may be reverted; null where there is none
 */
export async function upsertItemsUnchecked(
  manager: EntityManager,
  rows: readonly ItemRow[],
  runId: string | null = null,
): Promise<ItemsUpserted> {
  const problems = rows.map(itemProblem);
  const valid = rows.flatMap((row, n) => (problems[n] ? [] : [{ ...row, n }]));
  const given = JSON.stringify(valid);
  const added: { id: string }[] = await manager.query(ADD_MISSING, [given, runId]);
  const [changed]: [ChangedItem[], number] = await manager.query(CHANGE_EXISTING, [given, runId]);
  const found: FoundItem[] = await manager.query(FIND, [given]);
  const runs: (readonly string[])[] = rows.map(() => []);
  const outcomes: ItemOutcome[] = problems.map((reason) => ({
    itemId: null,
    reason: reason ?? 'no such store',
  }));
  for (const item of found) {
    outcomes[item.n] = outcomeOf(rows[item.n]!, item.id, item.origin);
    runs[item.n] = runsOf(rows[item.n]!, item);
  }
  if (added.length + changed.length > 0) await requestPriceBands(manager, storeIdsOf(valid));
  await markReclassified(manager, storeIdsOf(changed.filter(({ recategorised }) => recategorised)));
  const addedIds = new Set(added.map(({ id }) => id));
  return {
    outcomes,
    addedCount: added.length,
    changedCount: changed.filter(({ id }) => !addedIds.has(id)).length,
    runs,
  };
}

const storeIdsOf = (rows: readonly { readonly storeId: string }[]) => [
  ...new Set(rows.map(({ storeId }) => storeId)),
];

interface ChangedItem {
  readonly id: string;
  readonly storeId: string;
  readonly recategorised: boolean;
}

interface FoundItem {
  readonly n: number;
  readonly id: string;
  readonly origin: ItemOrigin;
  readonly addedBy: string | null;
  readonly statedBy: string | null;
}

function runsOf(row: ItemRow, { addedBy, statedBy }: FoundItem): string[] {
  const { title, category, priceMinor, listedOn, retiredOn, imageHash } = row;
  const isStated = [title, category, priceMinor, listedOn, retiredOn, imageHash].some((fact) => fact != null);
  return (isStated ? [addedBy, statedBy] : [addedBy]).filter((run) => run !== null);
}

const outcomeOf = (row: ItemRow, itemId: string, origin: ItemOrigin): ItemOutcome =>
  row.origin === origin
    ? { itemId }
    : {
        itemId: null,
        reason: `item "${row.key}" is ${origin}, not ${row.origin}, and an origin never changes`,
      };
