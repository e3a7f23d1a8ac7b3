import { Button, Collapse, Group, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatConfidence } from '../../format/numbers.js';
import { optionsOf } from '../../format/words.js';
import { IconAdjustmentsHorizontal } from '../../ui/icons/outlined.js';
import { type FilterProblem, problemOf } from '../filter-problems.js';
import {
  activeFilterCount,
  COMPARISON_NAMES,
  CONFIDENCE_LEVELS,
  type Comparison,
  DEFAULT_CONFIDENCE,
  type LiftFilters,
  NO_FILTERS,
} from '../lift-filters.js';
import { PeriodPicker } from '../period/PeriodPicker.js';
import { EVERYTHING, isSamePeriod } from '../periods.js';
import { FilterFields } from './FilterFields.js';
import { FilterPills } from './FilterPills.js';

/** The usual levels, and the one of the address. */
const confidenceOptions = (chosen: number) =>
  [...new Set([...CONFIDENCE_LEVELS, chosen])]
    .sort((a, b) => a - b)
    .map((level) => ({ value: String(level), label: `${formatConfidence(level)} intervals` }));

/** The filters that stand below the button “Filter”. */
const IN_FIELDS = ['categories', 'storeIds', 'priceBands', 'scenario', 'minimumTraffic'] as const;

export interface FilterBarProps {
  readonly filters: LiftFilters;
  readonly problems: readonly FilterProblem[];
  readonly onChange: (changes: Partial<LiftFilters>) => void;
  /** Of the workspace. */
  readonly timeZone: string;
}

/** Which part of the data is asked about. Everything is in the address, so a link is an exact question. */
export function FilterBar({ timeZone, ...fields }: FilterBarProps) {
  const { filters, problems, onChange } = fields;
  const [opened, { toggle }] = useDisclosure(false);
  const shown = opened || problemOf(problems, ...IN_FIELDS) !== undefined;
  const active = activeFilterCount(filters);
  const narrows = active > 0 || !isSamePeriod(filters, EVERYTHING);

  return (
    <section aria-label="Segment" className="filter-bar">
      <Group gap="xs" align="flex-start">
        <PeriodPicker
          period={filters}
          onChange={({ from, through }) => onChange({ from, through })}
          timeZone={timeZone}
          error={problemOf(problems, 'from', 'through')}
        />
        <CompareSelect {...fields} />
        <Button
          variant={shown ? 'light' : 'default'}
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden="true" />}
          onClick={toggle}
          aria-expanded={shown}
        >
          {active === 0 ? 'Filter' : `Filter (${active})`}
        </Button>
        <ConfidenceSelect {...fields} />
        <Group gap="xs" mih={36}>
          <FilterPills filters={filters} onChange={onChange} />
          {narrows && (
            <Button variant="subtle" size="xs" onClick={() => onChange(NO_FILTERS)}>
              Clear all
            </Button>
          )}
        </Group>
      </Group>
      <Collapse expanded={shown}>
        <FilterFields {...fields} />
      </Collapse>
    </section>
  );
}

type BarFieldProps = Omit<FilterBarProps, 'timeZone'>;

const NO_COMPARISON = 'NONE';
const COMPARE_OPTIONS = [{ value: NO_COMPARISON, label: 'No comparison' }, ...optionsOf(COMPARISON_NAMES)];

const CompareSelect = ({ filters, problems, onChange }: BarFieldProps) => (
  <Select
    aria-label="Compare with"
    w={200}
    data={COMPARE_OPTIONS}
    value={filters.compare ?? NO_COMPARISON}
    allowDeselect={false}
    error={problemOf(problems, 'compare')}
    onChange={(value) => onChange({ compare: value === NO_COMPARISON ? null : (value as Comparison) })}
  />
);

/** The default is no filter, so that the address does not state it. */
const ConfidenceSelect = ({ filters, problems, onChange }: BarFieldProps) => (
  <Select
    aria-label="Confidence of the intervals"
    w={170}
    data={confidenceOptions(filters.confidence ?? DEFAULT_CONFIDENCE)}
    value={String(filters.confidence ?? DEFAULT_CONFIDENCE)}
    allowDeselect={false}
    error={problemOf(problems, 'confidence')}
    onChange={(value) =>
      onChange({ confidence: value === String(DEFAULT_CONFIDENCE) ? null : Number(value) })
    }
  />
);
