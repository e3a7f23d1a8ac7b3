import { useFragment, useQuery } from '@apollo/client/react';
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { StoreNameFragmentDoc, StoresDocument } from '../../generated/graphql.js';

const SEARCH_DELAY_MS = 250;
const CHOICES = 30;

export interface StorePickerProps {
  readonly value: readonly string[];
  readonly onChange: (storeIds: string[]) => void;
}

/** Picks stores by name; the server searches, so that a thousand stores are no problem. */
export function StorePicker({ value, onChange }: StorePickerProps) {
  const [search, setSearch] = useState('');
  const [settledSearch] = useDebouncedValue(search, SEARCH_DELAY_MS);
  const { data, previousData } = useQuery(StoresDocument, {
    variables: { first: CHOICES, search: settledSearch },
  });
  // The pills beside the filters have asked for the chosen stores, so the cache knows their names.
  const { data: chosen } = useFragment({
    fragment: StoreNameFragmentDoc,
    from: value.map((id) => ({ __typename: 'Store' as const, id })),
  });
  const found = (data ?? previousData)?.stores.edges.map(({ node }) => node) ?? [];
  const others = found.filter(({ id }) => !value.includes(id));

  return (
    <MultiSelect
      label="Stores"
      placeholder={value.length ? undefined : 'All'}
      data={[
        ...value.map((id, index) => ({ value: id, label: chosen[index]?.name ?? 'Store' })),
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={[...value]}
      onChange={onChange}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      clearable
    />
  );
}
