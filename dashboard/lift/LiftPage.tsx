import { useQuery } from '@apollo/client/react';
import { Group, Stack } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { WorkspaceContentsDocument } from '../generated/graphql.js';
import { WelcomePanel } from '../help/WelcomePanel.js';
import { ErrorNotice } from '../ui/page/ErrorNotice.js';
import { Page } from '../ui/page/Page.js';
import { PageQuery } from '../ui/page/PageQuery.js';
import { ExportMenu } from './ExportMenu.js';
import { FirstMetric } from './FirstMetric.js';
import { FilterBar } from './filters/FilterBar.js';
import { FilterProblems } from './filters/FilterProblems.js';
import { HeadlineCards } from './headline/HeadlineCards.js';
import { LiftDetail } from './LiftDetail.js';
import { LiftSkeleton } from './LiftSkeleton.js';
import { type LiftFilters, toLiftInput } from './lift-filters.js';
import { METRICS } from './metrics.js';
import { ComparisonPanel } from './period/ComparisonPanel.js';
import { useLiftFilters } from './use-lift-filters.js';
import { type UnknownChoices, useUnknownChoices } from './use-unknown-choices.js';
import { SavedViews } from './views/SavedViews.js';

const LEAD = 'Does the AI item do better than the human-designed items of the same store?';

/** The main page: the answer for each metric, then everything that stands behind one of them. */
export function LiftPage() {
  const { data, error, refetch } = useQuery(WorkspaceContentsDocument, {
    fetchPolicy: 'cache-and-network',
  });
  return (
    <PageQuery
      title="Lift"
      lead={LEAD}
      data={data}
      error={error}
      refetch={refetch}
      skeleton={<LiftSkeleton />}
    >
      {({ workspace }) =>
        workspace.storeCount === 0 ? <WelcomePanel /> : <LiftReport timeZone={workspace.timeZone} />
      }
    </PageQuery>
  );
}

function LiftReport({ timeZone }: { readonly timeZone: string }) {
  const [params] = useSearchParams();
  const { filters, problems, change, removeProblem } = useLiftFilters();
  const unknown = useUnknownChoices(filters);
  const allProblems = [...problems, ...(unknown.problems ?? [])];
  const isRight = allProblems.length === 0;

  if (isRight && unknown.problems && !params.get('metric'))
    return <FirstMetric filters={filters} lead={LEAD} />;
  return (
    <Page
      title="Lift"
      part={isRight ? METRICS[filters.metric].name : undefined}
      lead={LEAD}
      actions={
        <Group gap="xs">
          <SavedViews canSave={isRight} />
          {isRight && <ExportMenu input={toLiftInput(filters)} />}
        </Group>
      }
    >
      <Stack gap="lg">
        <FilterBar filters={filters} problems={allProblems} onChange={change} timeZone={timeZone} />
        {isRight ? (
          <Answers filters={filters} choices={unknown} />
        ) : (
          <FilterProblems problems={allProblems} onRemove={removeProblem} />
        )}
      </Stack>
    </Page>
  );
}

interface AnswersProps {
  readonly filters: LiftFilters;
  readonly choices: UnknownChoices;
}

/** Nothing is asked before it is known that the chosen stores and categories exist. */
function Answers({ filters, choices: { problems, error, retry } }: AnswersProps) {
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!problems) return <LiftSkeleton />;
  return (
    <>
      <HeadlineCards filters={filters} />
      {filters.compare && <ComparisonPanel filters={filters} />}
      <LiftDetail input={toLiftInput(filters)} />
    </>
  );
}
