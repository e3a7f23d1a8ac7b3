import { useQuery } from '@apollo/client/react';
import { Pill } from '@mantine/core';
import { formatDay } from '../../format/dates.js';
import { formatCount } from '../../format/numbers.js';
import { PRICE_BAND_NAMES, SCENARIO_NAMES } from '../../format/words.js';
import { StoreNameDocument } from '../../generated/graphql.js';
import type { LiftFilters } from '../lift-filters.js';
import { takesScenario } from '../metrics.js';

export interface FilterPillsProps {
  readonly filters: LiftFilters;
  readonly onChange: (changes: Partial<LiftFilters>) => void;
}

const without = <T,>(list: readonly T[], gone: T): T[] => list.filter((entry) => entry !== gone);

/** Every active filter as a label that can be taken off. */
export function FilterPills({ filters, onChange }: FilterPillsProps) {
  const { from, through, storeIds, categories, priceBands, scenario, minimumTraffic } = filters;
  return (
    <>
      {from && <FilterPill onRemove={() => onChange({ from: null })} text={`from ${formatDay(from)}`} />}
      {through && (
        <FilterPill onRemove={() => onChange({ through: null })} text={`through ${formatDay(through)}`} />
      )}
      {storeIds.map((id) => (
        <StorePill key={id} id={id} onRemove={() => onChange({ storeIds: without(storeIds, id) })} />
      ))}
      {categories.map((category) => (
        <FilterPill
          key={category}
          text={category}
          onRemove={() => onChange({ categories: without(categories, category) })}
        />
      ))}
      {priceBands.map((band) => (
        <FilterPill
          key={band}
          text={PRICE_BAND_NAMES[band]}
          onRemove={() => onChange({ priceBands: without(priceBands, band) })}
        />
      ))}
      {scenario && takesScenario(filters.metric) && (
        <FilterPill text={SCENARIO_NAMES[scenario]} onRemove={() => onChange({ scenario: null })} />
      )}
      {minimumTraffic !== null && (
        <FilterPill
          text={`at least ${formatCount(minimumTraffic)} per arm`}
          onRemove={() => onChange({ minimumTraffic: null })}
        />
      )}
    </>
  );
}

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

function StorePill({ id, onRemove }: { readonly id: string; readonly onRemove: () => void }) {
  const { data } = useQuery(StoreNameDocument, { variables: { id } });
  return <FilterPill text={data?.store.name ?? 'Store'} onRemove={onRemove} />;
}
