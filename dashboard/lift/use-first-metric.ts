import { skipToken, useQuery } from '@apollo/client/react';
import { HeadlinesDocument, type LiftMetric, MoreHeadlinesDocument } from '../generated/graphql.js';
import { headlineInputs, type LiftFilters, moreHeadlineInputs } from './lift-filters.js';

/**
 * The first metric that can be computed, or else the first one, which says why not; null until it is known.
 *
 * @param filters null: it is not asked
 */
export function useFirstMetric(filters: LiftFilters | null): LiftMetric | null {
  const main = useQuery(HeadlinesDocument, filters ? { variables: headlineInputs(filters) } : skipToken);
  const first = firstComputed(main.data);
  const asksMore = filters !== null && main.data !== undefined && first === null;
  const more = useQuery(
    MoreHeadlinesDocument,
    asksMore ? { variables: moreHeadlineInputs(filters) } : skipToken,
  );
  if (first) return first;
  const isAnswered = main.error || more.data || more.error;
  return firstComputed(more.data) ?? (isAnswered ? 'SEARCH_CTR' : null);
}

interface Answer {
  readonly metric: LiftMetric;
  readonly headline: { readonly value: number | null };
}

function firstComputed(answers: Readonly<Record<string, Answer | string | undefined>> | undefined) {
  const reports = Object.values(answers ?? {}).filter((answer) => typeof answer === 'object');
  return reports.find(({ headline }) => headline.value !== null)?.metric ?? null;
}
