import { addDays } from '../../format/dates.js';
import { keyOf, PRICE_BAND_NAMES } from '../../format/words.js';
import type { LiftBreakdown } from '../../generated/graphql.js';
import type { LiftFilters } from '../lift-filters.js';

/** What a breakdown is by, and what decides how to narrow a report to one of its slices. */
export interface Cut {
  readonly by: LiftBreakdown;
  /** Of STORE_ATTRIBUTE. */
  readonly attribute: string | null;
  readonly stores: readonly {
    readonly id: string;
    readonly attributes: readonly { readonly name: string; readonly value: string }[];
  }[];
  readonly period: Pick<LiftFilters, 'from' | 'through'>;
}

/** More stores than this do not fit into an address. */
const MAX_STORES = 50;

/** The filters that narrow a report to a slice; null for rows without a value, and for more stores than an address holds. */
export function sliceFilters(cut: Cut, label: string | null): Partial<LiftFilters> | null {
  if (label === null) return null;
  if (cut.by === 'CATEGORY') return { categories: [label] };
  if (cut.by === 'MONTH') return daysIn(label, cut.period);
  if (cut.by === 'STORE_ATTRIBUTE') return storesWith(label, cut);
  const band = keyOf(PRICE_BAND_NAMES, label);
  return band && { priceBands: [band] };
}

/** The days of a month, `2026-03`, that are in the period. */
function daysIn(month: string, { from, through }: Cut['period']) {
  const first = `${month}-01`;
  const last = addDays(`${addDays(first, 31).slice(0, -2)}01`, -1);
  return {
    from: from !== null && from > first ? from : first,
    through: through !== null && through < last ? through : last,
  };
}

function storesWith(value: string, { attribute, stores }: Cut) {
  const storeIds = stores
    .filter(({ attributes }) => attributes.some((one) => one.name === attribute && one.value === value))
    .map(({ id }) => id);
  return storeIds.length === 0 || storeIds.length > MAX_STORES ? null : { storeIds };
}
