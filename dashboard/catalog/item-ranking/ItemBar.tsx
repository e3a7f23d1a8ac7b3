import { useQuery } from '@apollo/client/react';
import { Input, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { optionsOf } from '../../format/words.js';
import { CategoriesDocument, type LiftMetric } from '../../generated/graphql.js';
import { type FilterProblem, problemOf } from '../../lift/filter-problems.js';
import { StorePicker } from '../../lift/filters/StorePicker.js';
import type { LiftFilters } from '../../lift/lift-filters.js';
import { emptyWords } from '../../ui/empty-words.js';
import { IconSearch } from '../../ui/icons/outlined.js';
import { LayoutSwitch } from '../LayoutSwitch.js';
import { type Layout, MAX_SEARCH_LENGTH } from '../list-layout.js';
import {
  DIRECTION_NAMES,
  firstDirection,
  type ItemView,
  ORIGINS,
  type Order,
  type Origin,
  sortNames,
} from './item-view.js';

export interface ItemBarProps {
  readonly filters: LiftFilters;
  readonly problems: readonly FilterProblem[];
  readonly onFilter: (changes: Partial<LiftFilters>) => void;
  readonly view: ItemView;
  readonly onView: (changes: Partial<ItemView>) => void;
  readonly layout: Layout;
}

/** Which items are shown, and how. */
export const ItemBar = ({ filters, problems, onFilter, view, onView, layout }: ItemBarProps) => (
  <section className="item-bar" aria-label="Items shown">
    <TextInput
      label="Find an item"
      placeholder="Title or key"
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      maxLength={MAX_SEARCH_LENGTH}
      value={view.search}
      onChange={(event) => onView({ search: event.currentTarget.value })}
      className="item-bar-whole"
    />
    <Labelled label="Designed by" isWhole>
      <SegmentedControl
        aria-label="Designed by"
        data={optionsOf(ORIGINS)}
        value={view.origin}
        onChange={(origin) => onView({ origin: origin as Origin })}
      />
    </Labelled>
    <CategorySelect value={filters.categories} onChange={(categories) => onFilter({ categories })} />
    <StorePicker
      value={filters.storeIds}
      onChange={(storeIds) => onFilter({ storeIds })}
      error={problemOf(problems, 'storeIds')}
    />
    <OrderFields
      order={view.order}
      metric={filters.metric}
      hasHeadings={layout === 'table'}
      onChange={(order) => onView({ order })}
    />
    <Labelled label="Show as">
      <LayoutSwitch layout={layout} onChange={(chosen) => onView({ layout: chosen })} />
    </Labelled>
  </section>
);

interface LabelledProps {
  readonly label: string;
  /** Takes a line of its own on a phone. */
  readonly isWhole?: boolean;
  readonly children: ReactNode;
}

/** A group of buttons has a name of its own; the label is for the eye. */
const Labelled = ({ label, isWhole, children }: LabelledProps) => (
  <div className={isWhole ? 'item-bar-whole' : undefined}>
    <Input.Label component="div" display="block" aria-hidden="true">
      {label}
    </Input.Label>
    {children}
  </div>
);

interface OrderFieldsProps {
  readonly order: Order;
  readonly metric: LiftMetric;
  /** A click on those turns the order round. */
  readonly hasHeadings: boolean;
  readonly onChange: (order: Order) => void;
}

const OrderFields = ({ order, metric, hasHeadings, onChange }: OrderFieldsProps) => (
  <>
    <Select
      label="Sort by"
      data={optionsOf(sortNames(metric))}
      value={order.by}
      allowDeselect={false}
      onChange={(by) => by && by !== order.by && onChange({ by, direction: firstDirection(by, metric) })}
    />
    {!hasHeadings && (
      <Select
        label="Order"
        data={optionsOf(DIRECTION_NAMES)}
        value={order.direction}
        allowDeselect={false}
        onChange={(direction) => direction && onChange({ ...order, direction })}
      />
    )}
  </>
);

interface CategorySelectProps {
  /** None: every category. */
  readonly value: readonly string[];
  readonly onChange: (categories: string[]) => void;
}

function CategorySelect({ value, onChange }: CategorySelectProps) {
  const categories = useQuery(CategoriesDocument);
  return (
    <MultiSelect
      label="Categories"
      placeholder={value.length ? undefined : 'All'}
      data={[...new Set([...(categories.data?.categories ?? []), ...value])]}
      value={[...value]}
      onChange={onChange}
      clearable
      searchable
      nothingFoundMessage={emptyWords(categories, 'No category is named like this')}
    />
  );
}
