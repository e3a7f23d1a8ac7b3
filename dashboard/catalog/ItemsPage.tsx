import { useQuery } from '@apollo/client/react';
import { Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ORIGIN_NAMES, optionsOf } from '../format/words.js';
import { CategoriesDocument } from '../generated/graphql.js';
import { emptyWords } from '../ui/empty-words.js';
import { IconSearch } from '../ui/icons/outlined.js';
import { Page } from '../ui/page/Page.js';
import { useUrlText } from '../ui/use-url-text.js';
import { ItemGrid } from './ItemGrid.js';
import { toItemFilter } from './item-filter.js';

const SEARCH_DELAY_MS = 250;
const ORIGIN_OPTIONS = [{ value: '', label: 'All' }, ...optionsOf(ORIGIN_NAMES)];

export function ItemsPage() {
  const [search, setSearch] = useUrlText('search');
  const [origin, setOrigin] = useUrlText('origin');
  const [category, setCategory] = useUrlText('category');
  const [settledSearch] = useDebouncedValue(search, SEARCH_DELAY_MS);
  return (
    <Page title="Items" lead="What is on sale, and who designed it.">
      <Group mb="lg" gap="sm">
        <TextInput
          aria-label="Find an item"
          placeholder="Find an item"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={{ base: '100%', sm: 260 }}
        />
        <SegmentedControl
          aria-label="Designed by"
          data={ORIGIN_OPTIONS}
          value={origin}
          onChange={setOrigin}
        />
        <CategorySelect value={category} onChange={setCategory} />
      </Group>
      <ItemGrid filter={toItemFilter({ search: settledSearch, origin, category })} />
    </Page>
  );
}

interface CategorySelectProps {
  /** Empty: every category. */
  readonly value: string;
  readonly onChange: (category: string) => void;
}

function CategorySelect({ value, onChange }: CategorySelectProps) {
  const categories = useQuery(CategoriesDocument);
  return (
    <Select
      aria-label="Category"
      placeholder="Every category"
      data={[...(categories.data?.categories ?? [])]}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? '')}
      clearable
      searchable
      nothingFoundMessage={emptyWords(categories, 'No category is named like this')}
      w={{ base: '100%', sm: 200 }}
    />
  );
}
