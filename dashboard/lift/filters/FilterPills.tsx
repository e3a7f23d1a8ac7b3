import { useFragment } from '@apollo/client/react';
import { Pill } from '@mantine/core';
import { formatCount } from '../../format/numbers.js';
import { PRICE_BAND_NAMES, SCENARIO_NAMES } from '../../format/words.js';
import { StoreNameFragmentDoc } from '../../generated/graphql.js';
import type { LiftFilters } from '../lift-filters.js';
import { takesScenario } from '../metrics.js';
import { unknownStoreName } from '../unknown-store-name.js';
import type { FilterFieldsProps } from './FilterFields.js';

/** What a filter says, and what is left without it. A store is known by its id alone. */
type ActiveFilter = { readonly changes: Partial<LiftFilters> } & (
  | { readonly text: string }
  | { readonly storeId: string }
);

const without = <T,>(list: readonly T[], gone: T): T[] => list.filter((entry) => entry !== gone);

function activeFilters(filters: LiftFilters): ActiveFilter[] {
  const { storeIds, categories, priceBands, scenario, minimumTraffic } = filters;
  return [
    ...storeIds.map((storeId) => ({ storeId, changes: { storeIds: without(storeIds, storeId) } })),
    ...categories.map((text) => ({ text, changes: { categories: without(categories, text) } })),
    ...priceBands.map((band) => ({
      text: PRICE_BAND_NAMES[band],
      changes: { priceBands: without(priceBands, band) },
    })),
    scenario !== null &&
      takesScenario(filters.metric) && { text: SCENARIO_NAMES[scenario], changes: { scenario: null } },
    minimumTraffic !== null && {
      text: `at least ${formatCount(minimumTraffic)} per arm`,
      changes: { minimumTraffic: null },
    },
  ].filter((filter) => filter !== false);
}

/** Every active filter but the period as a label that can be taken off. */
export const FilterPills = ({ filters, onChange }: Omit<FilterFieldsProps, 'problems'>) =>
  activeFilters(filters).map(({ changes, ...filter }) => {
    const [kind] = Object.keys(changes); // a category may have the name of a scenario
    return 'storeId' in filter ? (
      <StorePill key={filter.storeId} id={filter.storeId} onRemove={() => onChange(changes)} />
    ) : (
      <FilterPill key={`${kind} ${filter.text}`} text={filter.text} onRemove={() => onChange(changes)} />
    );
  });

function FilterPill({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) {
  return (
    <Pill
      withRemoveButton
      onRemove={onRemove}
      removeButtonProps={{ 'aria-label': `Remove the filter “${text}”`, tabIndex: 0, 'aria-hidden': false }}
    >
      {text}
    </Pill>
  );
}

/** The page has asked for the chosen stores, so the cache knows their names. */
function StorePill({ id, onRemove }: { readonly id: string; readonly onRemove: () => void }) {
  const { data } = useFragment({ fragment: StoreNameFragmentDoc, from: { __typename: 'Store', id } });
  return <FilterPill text={data.name ?? unknownStoreName(id)} onRemove={onRemove} />;
}
