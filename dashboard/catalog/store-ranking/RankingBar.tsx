import { Box, Group, Select, TextInput } from '@mantine/core';
import { formatCount } from '../../format/numbers.js';
import { optionsOf } from '../../format/words.js';
import type { LiftMetric } from '../../generated/graphql.js';
import { IconSearch } from '../../ui/icons/outlined.js';
import { LayoutSwitch } from '../LayoutSwitch.js';
import { type Layout, MAX_SEARCH_LENGTH } from '../list-layout.js';
import { STANDING_NAMES, type Standing } from './ranked-stores.js';
import { type Order, orderAfter, SORT_NAMES, type SortKey } from './ranking-order.js';
import type { RankingView } from './ranking-view.js';

export interface RankingProps {
  readonly metric: LiftMetric;
  readonly view: RankingView;
  readonly onChange: (changes: Partial<RankingView>) => void;
}

export interface RankingBarProps extends RankingProps {
  readonly counts: Readonly<Record<Standing, number>>;
  readonly layout: Layout;
}

/** Which stores are shown, and how. Cards have no headings, so their order is chosen here. */
export function RankingBar({ counts, layout, ...props }: RankingBarProps) {
  const { view, onChange } = props;
  return (
    <Group gap="xs" mb="md">
      <SearchField {...props} />
      <Select
        aria-label="Stores shown"
        w={210}
        data={standingOptions(counts)}
        value={view.standing ?? ALL}
        allowDeselect={false}
        onChange={(value) => onChange({ standing: value === ALL ? null : (value as Standing) })}
      />
      {layout === 'cards' && <OrderFields {...props} />}
      <Box ml="auto">
        <LayoutSwitch layout={layout} onChange={(chosen) => onChange({ layout: chosen })} />
      </Box>
    </Group>
  );
}

interface SearchFieldProps {
  readonly view: Pick<RankingView, 'search'>;
  readonly onChange: (changes: Partial<RankingView>) => void;
}

export const SearchField = ({ view, onChange }: SearchFieldProps) => (
  <TextInput
    aria-label="Find a store"
    placeholder="Find a store by name"
    leftSection={<IconSearch size={16} aria-hidden="true" />}
    maxLength={MAX_SEARCH_LENGTH}
    value={view.search}
    onChange={(event) => onChange({ search: event.currentTarget.value })}
    w={{ base: '100%', sm: 210 }}
  />
);

const ALL = 'ALL';

const standingOptions = (counts: RankingBarProps['counts']) => [
  { value: ALL, label: `All stores (${formatCount(Object.values(counts).reduce((a, b) => a + b))})` },
  ...optionsOf(STANDING_NAMES).map(({ value, label }) => ({
    value,
    label: `${label} (${formatCount(counts[value])})`,
  })),
];

const DIRECTIONS: Record<Order['direction'], string> = { ascending: 'Ascending', descending: 'Descending' };

function OrderFields({ view: { order }, metric, onChange }: RankingProps) {
  return (
    <>
      <Select
        aria-label="Sort by"
        w={180}
        data={optionsOf(SORT_NAMES)}
        value={order.by}
        allowDeselect={false}
        onChange={(value) =>
          value !== order.by && onChange({ order: orderAfter(order, value as SortKey, metric) })
        }
      />
      <Select
        aria-label="Direction"
        w={130}
        data={optionsOf(DIRECTIONS)}
        value={order.direction}
        allowDeselect={false}
        onChange={(value) => onChange({ order: { ...order, direction: value as Order['direction'] } })}
      />
    </>
  );
}
