import { useQuery } from '@apollo/client/react';
import { ChosenStoresDocument } from '../generated/graphql.js';
import { type FilterProblem, isStoreId } from './filter-problems.js';

/** As many as the server names at once; more do not fit into an address anyway. */
const MAX_CHECKED = 200;

export interface UnknownStores {
  /** Undefined until the server has said. */
  readonly problems: readonly FilterProblem[] | undefined;
  readonly error: unknown;
  readonly retry: () => unknown;
}

/** Which of the chosen stores the viewer does not see. What is not the ID of a store is not asked about. */
export function useUnknownStores(storeIds: readonly string[]): UnknownStores {
  const ids = [...new Set(storeIds)].filter(isStoreId).slice(0, MAX_CHECKED);
  const skip = ids.length === 0;
  const { data, error, refetch } = useQuery(ChosenStoresDocument, {
    variables: { ids, first: MAX_CHECKED },
    skip,
  });
  if (skip) return { problems: [], error: undefined, retry: refetch };
  const known = new Set(data?.stores.edges.map(({ node }) => node.id));
  const problems = ids.filter((id) => !known.has(id)).map(unknownStore);
  return { problems: data && problems, error, retry: refetch };
}

const unknownStore = (value: string): FilterProblem => ({
  filter: 'storeIds',
  value,
  message: `There is no store “${value}” in this workspace, or you may not see it. Remove it.`,
});
