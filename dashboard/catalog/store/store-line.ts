import type { OneStoreLiftFragment, VarianceFrom } from '../../generated/graphql.js';
import { type Standing, standingOf } from '../store-ranking/ranked-stores.js';

type Compared = OneStoreLiftFragment['stores'][number];

/** What a report says of one store. */
export interface StoreLine extends Omit<Compared, 'store' | 'verdict'> {
  readonly standing: Standing;
}

/** The line of a store, compared or excluded; undefined if the report has none of it. */
export function storeLine(
  { metric, stores, excluded }: OneStoreLiftFragment,
  storeId: string,
): StoreLine | undefined {
  const found = stores.find(({ store }) => store.id === storeId);
  if (found) return { ...found, standing: standingOf(metric, found) };
  const left = excluded.find(({ store }) => store.id === storeId);
  return left && { ...left, ...NO_LIFT };
}

const NO_LIFT = {
  standing: 'NOT_COMPARED',
  lift: null,
  lower: null,
  upper: null,
  varianceFrom: null,
} as const;

/** What the intervals of several metrics come from, each once. */
export const varianceSources = (lines: readonly (StoreLine | undefined)[]): VarianceFrom[] => [
  ...new Set(lines.flatMap((line) => line?.varianceFrom ?? [])),
];
