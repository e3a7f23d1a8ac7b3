import { AMOUNT_MINOR_RANGE, isCurrency, rangeFault } from '../../platform/index.js';
import { isName, NAME_FAULT } from '../name.js';
import { ItemOrigin } from './item.entity.js';

/** One item as an import states it. What is absent or null says nothing: it leaves what is known. */
export interface ItemRow {
  readonly storeId: string;
  /** The shop's own name for the item; with `storeId` it says which item is meant. */
  readonly key: string;
  readonly origin: ItemOrigin;
  /** The key, where a new item has none. */
  readonly title?: string | null;
  readonly category?: string | null;
  /** Minor units of `currency`; the two stand together. */
  readonly priceMinor?: number | null;
  /** ISO 4217. */
  readonly currency?: string | null;
  /** ISO days. */
  readonly listedOn?: string | null;
  readonly retiredOn?: string | null;
  /** Of an image that is stored already. */
  readonly imageHash?: string | null;
}

/** Why a row can never be an item; null when it can. The database holds the same rules, but for a whole statement. */
export function itemProblem(row: ItemRow): string | null {
  const { key, title, category, priceMinor, currency, listedOn, retiredOn, origin } = row;
  if (!isName(key)) return `the item's key ${NAME_FAULT}`;
  if (title != null && !isName(title)) return `title ${NAME_FAULT}`;
  if (category != null && !isName(category)) return `category ${NAME_FAULT}`;
  if (!Object.values(ItemOrigin).includes(origin)) return `origin is "${origin}", not ${ORIGINS}`;
  if (listedOn && retiredOn && retiredOn < listedOn)
    return `retired on ${retiredOn}, before listed on ${listedOn}`;
  return priceProblem(priceMinor ?? null, currency ?? null);
}

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
