import { useQuery } from '@apollo/client/react';
import { Chip, Group, Input, MultiSelect, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { optionsOf, PRICE_BAND_NAMES, SCENARIO_NAMES } from '../../format/words.js';
import { CategoriesDocument, type PriceBand, type Scenario } from '../../generated/graphql.js';
import { type LiftFilters, MINIMUM_TRAFFIC_RANGE } from '../lift-filters.js';
import { takesScenario } from '../metrics.js';
import { StorePicker } from './StorePicker.js';

export interface FilterFieldsProps {
  readonly filters: LiftFilters;
  readonly onChange: (changes: Partial<LiftFilters>) => void;
}

export function FilterFields({ filters, onChange }: FilterFieldsProps) {
  const { data } = useQuery(CategoriesDocument);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} mt="md" spacing="md">
      <DayFields filters={filters} onChange={onChange} />
      <MultiSelect
        label="Categories"
        placeholder={filters.categories.length ? undefined : 'All'}
        data={[...new Set([...(data?.categories ?? []), ...filters.categories])]}
        value={[...filters.categories]}
        onChange={(categories) => onChange({ categories })}
        searchable
        clearable
      />
      <StorePicker value={filters.storeIds} onChange={(storeIds) => onChange({ storeIds })} />
      <PriceBandField filters={filters} onChange={onChange} />
      <ScenarioField filters={filters} onChange={onChange} />
      <MinimumTrafficField filters={filters} onChange={onChange} />
    </SimpleGrid>
  );
}

function DayFields({ filters: { from, through }, onChange }: FilterFieldsProps) {
  return (
    <>
      <TextInput
        label="From"
        type="date"
        value={from ?? ''}
        max={through ?? undefined}
        onChange={(event) => onChange({ from: event.currentTarget.value || null })}
      />
      <TextInput
        label="Through"
        type="date"
        value={through ?? ''}
        min={from ?? undefined}
        onChange={(event) => onChange({ through: event.currentTarget.value || null })}
      />
    </>
  );
}

function PriceBandField({ filters, onChange }: FilterFieldsProps) {
  return (
    <Input.Wrapper label="Price band" description="Thirds of each category’s prices" labelElement="div">
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

function ScenarioField({ filters, onChange }: FilterFieldsProps) {
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
      clearable
    />
  );
}

function MinimumTrafficField({ filters, onChange }: FilterFieldsProps) {
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
    />
  );
}
