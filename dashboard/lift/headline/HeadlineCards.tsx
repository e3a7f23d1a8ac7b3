import { useQuery } from '@apollo/client/react';
import { Menu, Skeleton, UnstyledButton } from '@mantine/core';
import { Link } from 'react-router';
import {
  HeadlinesDocument,
  type LiftInput,
  type LiftMetric,
  LiftQualificationsDocument,
} from '../../generated/graphql.js';
import { type Scale, scaleOfEstimates } from '../../ui/chart/scale.js';
import { IconChevronDown } from '../../ui/icons/outlined.js';
import { ErrorNotice } from '../../ui/page/ErrorNotice.js';
import { headlineInputs, type LiftFilters, toLiftInput } from '../lift-filters.js';
import { HEADLINE_METRICS, METRICS, MORE_METRICS } from '../metrics.js';
import { useMetricLink } from '../use-metric-link.js';
import { HeadlineFigures } from './HeadlineFigures.js';
import { type Headline, verdictTone } from './verdict.js';

/**
 * The three answers people come for; each is a link that opens its details below. The last answers stay, dimmed, while
 * the next load, but never next to an error.
 */
export function HeadlineCards({ filters }: { readonly filters: LiftFilters }) {
  const { data, previousData, loading, error, refetch } = useQuery(HeadlinesDocument, {
    variables: headlineInputs(filters),
  });
  const shown = data ?? (error ? undefined : previousData);
  if (error && !shown) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  const reports = shown ? [shown.search, shown.recommendation, shown.conversion] : [];
  const scale = scaleOfEstimates(reports.map(({ headline }) => headline));

  return (
    <nav
      className="headline-cards"
      aria-label="Metric"
      aria-busy={loading}
      data-stale={(loading && !data) || undefined}
    >
      {HEADLINE_METRICS.map((metric, index) => (
        <HeadlineCard key={metric} metric={metric} report={reports[index]} scale={scale} filters={filters} />
      ))}
      <MoreMetrics selected={filters.metric} />
    </nav>
  );
}

interface HeadlineCardProps {
  readonly metric: LiftMetric;
  readonly report: Headline | undefined;
  readonly scale: Scale;
  readonly filters: LiftFilters;
}

function HeadlineCard({ metric, report, scale, filters }: HeadlineCardProps) {
  const linkTo = useMetricLink();
  const selected = filters.metric === metric;
  const qualifications = useKnownQualifications(toLiftInput(filters, metric));
  const tone = report ? verdictTone(report) : 'quiet';
  return (
    <Link
      to={linkTo(metric)}
      preventScrollReset
      className={`headline-card ${tone}`}
      aria-current={selected ? 'true' : undefined}
    >
      <span className="headline-metric">{METRICS[metric].name}</span>
      <span className="headline-definition">{METRICS[metric].definition}</span>
      {report ? (
        <HeadlineFigures report={report} scale={scale} qualifications={selected ? qualifications : 0} />
      ) : (
        <Skeleton height={96} mt="sm" />
      )}
    </Link>
  );
}

/** How many sentences qualify an answer, once its details are there: it takes a placebo to know, so no card asks. */
function useKnownQualifications(input: LiftInput): number {
  const { data } = useQuery(LiftQualificationsDocument, {
    variables: { input },
    fetchPolicy: 'cache-only',
  });
  return data?.lift?.qualifications?.length ?? 0;
}

function MoreMetrics({ selected }: { readonly selected: LiftMetric }) {
  const linkTo = useMetricLink();
  const current = MORE_METRICS.find((metric) => metric === selected);
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <UnstyledButton className="more-metrics" data-selected={current !== undefined || undefined}>
          {current ? METRICS[current].name : 'More metrics'}
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {MORE_METRICS.map((metric) => (
          <Menu.Item key={metric} component={Link} to={linkTo(metric)} preventScrollReset>
            {METRICS[metric].name}
            <span className="more-definition">{METRICS[metric].definition}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
