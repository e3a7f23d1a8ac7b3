import { AMOUNT_MINOR_RANGE, isCurrency, LOST_CHARACTER, rangeFault } from '../../platform/index.js';
import { nameFault } from '../name.js';
import { type Item, ItemOrigin } from './item.entity.js';

/** What the shop states of an item; the rest of its columns is ours. */
type ItemFact = Exclude<
  keyof Item,
  'id' | 'storeId' | 'key' | 'origin' | 'priceBand' | 'createdAt' | 'addedByRun' | 'statedByRun'
>;

/**
 * One item as an import states it; `storeId` and `key` say which. A fact that is absent or null says nothing: it
 * leaves what is known, and a new item without a title is called by its key.
 */
export type ItemRow = Readonly<Pick<Item, 'storeId' | 'key' | 'origin'>> & {
  readonly [Fact in ItemFact]?: Item[Fact] | null;
};

/** Why a row can never be an item; null when it can. The database holds the same rules, but for a whole statement. */
export function itemProblem(row: Omit<ItemRow, 'storeId'>): string | null {
  const { key, title, category, priceMinor, currency, listedOn, retiredOn, origin } = row;
  const badName =
    nameProblem("the item's key", key) ?? titleProblem(title) ?? nameProblem('category', category);
  if (badName) return badName;
  if (!Object.values(ItemOrigin).includes(origin)) return `origin is "${origin}", not ${ORIGINS}`;
  if (listedOn && retiredOn && retiredOn < listedOn)
    return `retired on ${retiredOn}, before listed on ${listedOn}`;
  return priceProblem(priceMinor ?? null, currency ?? null);
}

function nameProblem(what: string, text: string | null | undefined): string | null {
  const fault = text == null ? null : nameFault(text);
  return fault && `${what} ${fault}`;
}

/** A title names nothing: what an export lost of it cannot mix two items up. */
const titleProblem = (title: string | null | undefined) =>
  nameProblem('title', title?.replaceAll(LOST_CHARACTER, '?'));

const ORIGINS = Object.values(ItemOrigin).join(' or ');

/** What is wrong with a price in minor units; null when nothing is. */
export function priceProblem(priceMinor: number | null, currency: string | null): string | null {
  if ((priceMinor === null) !== (currency === null))
    return 'a price needs its currency, and a currency its price';
  if (priceMinor === null || currency === null) return null;
  if (!isCurrency(currency)) return `"${currency}" is not an ISO 4217 currency such as EUR`;
  const fault = rangeFault(priceMinor, 'whole number', AMOUNT_MINOR_RANGE);
  return fault && `priceMinor ${fault}`;
}
