import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack } from '@mantine/core';
import { LiftDetailDocument, type LiftInput } from '../generated/graphql.js';
import { QueryView } from '../ui/page/QueryView.js';
import { BreakdownPanel } from './breakdown/BreakdownPanel.js';
import { ExclusionsPanel } from './exclusions/ExclusionsPanel.js';
import { ForestPlot } from './forest/ForestPlot.js';
import { LiftSummary } from './headline/LiftSummary.js';
import { isNothingCounted, type LiftReportData } from './lift-report-data.js';
import { DistributionPanel } from './sections/DistributionPanel.js';
import { EstimandsPanel } from './sections/EstimandsPanel.js';
import { HeterogeneityPanel } from './sections/HeterogeneityPanel.js';
import { PlaceboPanel } from './sections/PlaceboPanel.js';
import { TrendPanel } from './sections/TrendPanel.js';

/** Everything behind the headline of one metric. The last answer stays, dimmed, while the next loads. */
export function LiftDetail({ input }: { readonly input: LiftInput }) {
  const { data, previousData, error, loading, refetch } = useQuery(LiftDetailDocument, {
    variables: { input },
  });
  const shown = data ?? (error ? undefined : previousData);
  return (
    <div className="lift-detail" aria-busy={loading} data-stale={(loading && !data) || undefined}>
      <QueryView data={shown} error={error} refetch={refetch} skeleton={<DetailSkeleton />}>
        {({ lift }) => <Sections report={lift} input={input} />}
      </QueryView>
    </div>
  );
}

function Sections({ report, input }: { readonly report: LiftReportData; readonly input: LiftInput }) {
  if (isNothingCounted(report))
    return (
      <Stack gap="lg">
        <LiftSummary report={report} />
        <ExclusionsPanel report={report} />
      </Stack>
    );
  return (
    <Stack gap="lg">
      <LiftSummary report={report} />
      <EstimandsPanel report={report} />
      <ForestPlot report={report} />
      <div className="panel-pair">
        <DistributionPanel report={report} />
        <TrendPanel report={report} input={input} />
      </div>
      <BreakdownPanel input={input} report={report} />
      <div className="panel-pair">
        <HeterogeneityPanel report={report} />
        <PlaceboPanel report={report} />
      </div>
      <ExclusionsPanel report={report} />
    </Stack>
  );
}

export function DetailSkeleton() {
  return (
    <Stack gap="lg" aria-hidden="true">
      <Skeleton height={120} radius="lg" />
      <Skeleton height={320} radius="lg" />
      <Skeleton height={480} radius="lg" />
    </Stack>
  );
}
