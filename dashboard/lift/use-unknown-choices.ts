import { useQuery } from '@apollo/client/react';
import { CategoriesDocument, ChosenStoresDocument } from '../generated/graphql.js';
import { type FilterProblem, isStoreId } from './filter-problems.js';
import type { LiftFilters } from './lift-filters.js';

/** As many as the server names at once; more do not fit into an address anyway. */
const MAX_CHECKED = 200;

export interface UnknownChoices {
  /** Undefined until the server has said. */
  readonly problems: readonly FilterProblem[] | undefined;
  readonly error: unknown;
  readonly retry: () => unknown;
}

/** Which of the chosen stores and categories the viewer does not see. */
export function useUnknownChoices({
  storeIds,
  categories,
}: Pick<LiftFilters, 'storeIds' | 'categories'>): UnknownChoices {
  const stores = useUnknownStores(storeIds);
  const others = useUnknownCategories(categories);
  return {
    problems: stores.problems && others.problems && [...others.problems, ...stores.problems],
    error: stores.error ?? others.error,
    retry: () => Promise.all([stores.retry(), others.retry()]),
  };
}

function useUnknownCategories(categories: readonly string[]): UnknownChoices {
  const skip = categories.length === 0;
  const { data, error, refetch } = useQuery(CategoriesDocument, { skip });
  if (skip) return NOTHING_UNKNOWN;
  const problems = [...new Set(categories)]
    .filter((category) => !data?.categories.includes(category))
    .map(unknownCategory);
  return { problems: data && problems, error, retry: refetch };
}

const NOTHING_UNKNOWN: UnknownChoices = { problems: [], error: undefined, retry: () => undefined };

/** What is not the ID of a store is not asked about. */
function useUnknownStores(storeIds: readonly string[]): UnknownChoices {
  const ids = [...new Set(storeIds)].filter(isStoreId).slice(0, MAX_CHECKED);
  const skip = ids.length === 0;
  const { data, error, refetch } = useQuery(ChosenStoresDocument, {
    variables: { ids, first: MAX_CHECKED },
    skip,
  });
  if (skip) return NOTHING_UNKNOWN;
  const known = new Set(data?.stores.edges.map(({ node }) => node.id));
  const problems = ids.filter((id) => !known.has(id)).map(unknownStore);
  return { problems: data && problems, error, retry: refetch };
}

const unknownCategory = (value: string): FilterProblem => ({
  filter: 'categories',
  value,
  message: `No item of this workspace that you may see has the category “${value}”. Remove it.`,
});

const unknownStore = (value: string): FilterProblem => ({
  filter: 'storeIds',
  value,
  message: `There is no store “${value}” in this workspace, or you may not see it. Remove it.`,
});
