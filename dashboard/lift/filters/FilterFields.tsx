import { useQuery } from '@apollo/client/react';
import { Chip, Group, Input, MultiSelect, NumberInput, Select, SimpleGrid } from '@mantine/core';
import { optionsOf, PRICE_BAND_NAMES, SCENARIO_NAMES } from '../../format/words.js';
import { CategoriesDocument, type PriceBand, type Scenario } from '../../generated/graphql.js';
import { type FilterProblem, problemOf } from '../filter-problems.js';
import { type LiftFilters, MINIMUM_TRAFFIC_RANGE } from '../lift-filters.js';
import { takesScenario } from '../metrics.js';
import { StorePicker } from './StorePicker.js';

export interface FilterFieldsProps {
  readonly filters: LiftFilters;
  readonly problems: readonly FilterProblem[];
  readonly onChange: (changes: Partial<LiftFilters>) => void;
}

export function FilterFields(props: FilterFieldsProps) {
  const { filters, problems, onChange } = props;
  const { data } = useQuery(CategoriesDocument);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mt="md" spacing="md">
      <MultiSelect
        label="Categories"
        placeholder={filters.categories.length ? undefined : 'All'}
        data={[...new Set([...(data?.categories ?? []), ...filters.categories])]}
        value={[...filters.categories]}
        onChange={(categories) => onChange({ categories })}
        error={problemOf(problems, 'categories')}
        searchable
        clearable
      />
      <StorePicker
        value={filters.storeIds}
        onChange={(storeIds) => onChange({ storeIds })}
        error={problemOf(problems, 'storeIds')}
      />
      <PriceBandField {...props} />
      <ScenarioField {...props} />
      <MinimumTrafficField {...props} />
    </SimpleGrid>
  );
}

function PriceBandField({ filters, problems, onChange }: FilterFieldsProps) {
  return (
    <Input.Wrapper
      label="Price band"
      description="Thirds of each category’s prices"
      labelElement="div"
      error={problemOf(problems, 'priceBands')}
    >
      <Chip.Group
        multiple
        value={[...filters.priceBands]}
        onChange={(bands) => onChange({ priceBands: bands as PriceBand[] })}
      >
        <Group gap={6} mt={8} aria-label="Price band" role="group">
          {optionsOf(PRICE_BAND_NAMES).map(({ value, label }) => (
            <Chip key={value} value={value} size="xs">
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

function ScenarioField({ filters, problems, onChange }: FilterFieldsProps) {
  const possible = takesScenario(filters.metric);
  return (
    <Select
      label="Scenario"
      description={possible ? 'Where the item was shown' : 'This metric is about one scenario already'}
      placeholder="All"
      disabled={!possible}
      data={optionsOf(SCENARIO_NAMES)}
      value={possible ? filters.scenario : null}
      onChange={(scenario) => onChange({ scenario: scenario as Scenario | null })}
      error={problemOf(problems, 'scenario')}
      clearable
    />
  );
}

function MinimumTrafficField({ filters, problems, onChange }: FilterFieldsProps) {
  return (
    <NumberInput
      label="Minimum traffic"
      description="Impressions (or clicks, orders) per arm; fewer leave the store out"
      placeholder="Workspace default"
      {...MINIMUM_TRAFFIC_RANGE}
      clampBehavior="strict"
      allowDecimal={false}
      thousandSeparator=","
      value={filters.minimumTraffic ?? ''}
      onChange={(value) => onChange({ minimumTraffic: value === '' ? null : Number(value) })}
      error={problemOf(problems, 'minimumTraffic')}
    />
  );
}
