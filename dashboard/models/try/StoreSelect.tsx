import { useQuery } from '@apollo/client/react';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { StoreNameDocument, StoresDocument } from '../../generated/graphql.js';
import { emptyWords } from '../../ui/empty-words.js';

const SEARCH_DELAY_MS = 250;
const CHOICES = 30;

export interface StoreSelectProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | null;
  /** A store that is not offered. */
  readonly without?: string | null;
  readonly disabled?: boolean;
  readonly onChange: (storeId: string | null) => void;
}

/** Picks one store by name, among those the reader sees; the server searches. */
export function StoreSelect({ value, without = null, onChange, ...field }: StoreSelectProps) {
  const [search, setSearch] = useState('');
  const [settledSearch] = useDebouncedValue(search, SEARCH_DELAY_MS);
  const chosen = useQuery(StoreNameDocument, { variables: { id: value ?? '' }, skip: value === null });
  const chosenName = chosen.data?.store.name;
  const query = useQuery(StoresDocument, {
    // What is chosen stands in the box as text: it is no search.
    variables: { first: CHOICES, search: settledSearch === chosenName ? '' : settledSearch },
  });
  const found = (query.data ?? query.previousData)?.stores.edges.map(({ node }) => node) ?? [];
  const others = found.filter(({ id }) => id !== value && id !== without);
  return (
    <Select
      {...field}
      data={[
        ...(value === null ? [] : [{ value, label: chosenName ?? 'Store' }]),
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value}
      onChange={onChange}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={emptyWords(query, search ? 'No store has this name' : 'No stores to choose from')}
      clearable
    />
  );
}
