import { useQuery } from '@apollo/client/react';
import { Navigate } from 'react-router';
import { HeadlinesDocument, type LiftMetric, MoreHeadlinesDocument } from '../generated/graphql.js';
import { useSession } from '../session/session.js';
import { Page } from '../ui/page/Page.js';
import { LiftSkeleton } from './LiftSkeleton.js';
import { headlineInputs, type LiftFilters, moreHeadlineInputs } from './lift-filters.js';
import { useMetricLink } from './use-metric-link.js';

export interface FirstMetricProps {
  readonly filters: LiftFilters;
  /** Of the page, so that it stands where it will. */
  readonly lead: string;
}

/** For an address without a metric: opens the first one that can be computed, or else the first one, which says why not. */
export function FirstMetric({ filters, lead }: FirstMetricProps) {
  const { workspace } = useSession();
  const linkTo = useMetricLink();
  const metric = useFirstMetric(filters);
  return (
    <Page title="Lift" within={workspace.name} lead={lead}>
      <LiftSkeleton />
      {metric && <Navigate to={linkTo(metric)} replace />}
    </Page>
  );
}

/** Null until it is known. */
function useFirstMetric(filters: LiftFilters): LiftMetric | null {
  const main = useQuery(HeadlinesDocument, { variables: headlineInputs(filters) });
  const first = firstComputed(main.data);
  const more = useQuery(MoreHeadlinesDocument, {
    variables: moreHeadlineInputs(filters),
    skip: !main.data || first !== null,
  });
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
