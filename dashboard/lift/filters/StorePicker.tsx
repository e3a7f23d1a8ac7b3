import { useFragment, useQuery } from '@apollo/client/react';
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { StoreNameFragmentDoc, StoresDocument } from '../../generated/graphql.js';
import { unknownStoreName } from '../unknown-store-name.js';

const SEARCH_DELAY_MS = 250;
const CHOICES = 30;

export interface StorePickerProps {
  readonly value: readonly string[];
  readonly onChange: (storeIds: string[]) => void;
  readonly error: string | undefined;
}

/** Picks stores by name; the server searches, so that a thousand stores are no problem. */
export function StorePicker({ value, onChange, error }: StorePickerProps) {
  const [search, setSearch] = useState('');
  return (
    <MultiSelect
      label="Stores"
      placeholder={value.length ? undefined : 'All'}
      data={useChoices(value, search)}
      value={[...value]}
      onChange={onChange}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      clearable
      error={error}
    />
  );
}

/** The chosen stores, and others that the search finds. */
function useChoices(chosen: readonly string[], search: string) {
  const [settledSearch] = useDebouncedValue(search, SEARCH_DELAY_MS);
  const { data, previousData } = useQuery(StoresDocument, {
    variables: { first: CHOICES, search: settledSearch },
  });
  // The page has asked for the chosen stores, so the cache knows their names.
  const { data: named } = useFragment({
    fragment: StoreNameFragmentDoc,
    from: chosen.map((id) => ({ __typename: 'Store' as const, id })),
  });
  const found = (data ?? previousData)?.stores.edges.map(({ node }) => node) ?? [];
  return [
    ...chosen.map((id, index) => ({ value: id, label: named[index]?.name ?? unknownStoreName(id) })),
    ...found.filter(({ id }) => !chosen.includes(id)).map(({ id, name }) => ({ value: id, label: name })),
  ];
}
