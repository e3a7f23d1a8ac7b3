import { Button, Collapse, Group, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatShare } from '../../format/numbers.js';
import { IconAdjustmentsHorizontal } from '../../ui/icons/outlined.js';
import { activeFilterCount, CONFIDENCE_LEVELS, withoutFilters } from '../lift-filters.js';
import { useLiftFilters } from '../use-lift-filters.js';
import { FilterFields, type FilterFieldsProps } from './FilterFields.js';
import { FilterPills } from './FilterPills.js';

const DEFAULT_CONFIDENCE = 0.95;
const CONFIDENCE_OPTIONS = CONFIDENCE_LEVELS.map((level) => ({
  value: String(level),
  label: `${formatShare(level)} intervals`,
}));

/** Which part of the data is asked about. Everything is in the address, so a link is an exact question. */
export function FilterBar() {
  const { filters, change } = useLiftFilters();
  const [opened, { toggle }] = useDisclosure(false);
  const active = activeFilterCount(filters);

  return (
    <section aria-label="Segment" className="filter-bar">
      <Group gap="xs">
        <Button
          variant={opened ? 'light' : 'default'}
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden="true" />}
          onClick={toggle}
          aria-expanded={opened}
        >
          {active === 0 ? 'Filter' : `Filter (${active})`}
        </Button>
        <ConfidenceSelect filters={filters} onChange={change} />
        <FilterPills filters={filters} onChange={change} />
        {active > 0 && (
          <Button variant="subtle" size="xs" onClick={() => change(withoutFilters(filters))}>
            Clear all
          </Button>
        )}
      </Group>
      <Collapse expanded={opened}>
        <FilterFields filters={filters} onChange={change} />
      </Collapse>
    </section>
  );
}

/** The default is no filter, so that the address does not state it. */
const ConfidenceSelect = ({ filters, onChange }: FilterFieldsProps) => (
  <Select
    aria-label="Confidence of the intervals"
    w={170}
    data={CONFIDENCE_OPTIONS}
    value={String(filters.confidence ?? DEFAULT_CONFIDENCE)}
    allowDeselect={false}
    onChange={(value) =>
      onChange({ confidence: value === String(DEFAULT_CONFIDENCE) ? null : Number(value) })
    }
  />
);
