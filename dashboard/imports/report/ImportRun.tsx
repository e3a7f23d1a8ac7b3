import { useApolloClient } from '@apollo/client/react';
import { Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { JobBar } from '../../jobs/JobProgress.js';
import { isFinished, jobTitle } from '../../jobs/job-state.js';
import { useJob } from '../../jobs/use-job.js';
import { forgetTotals } from '../../session/apollo-client.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import type { ImportDraft } from '../use-import-draft.js';
import { importOutcome } from './import-outcome.js';
import { readImportReport } from './import-report.js';
import { NextSteps } from './NextSteps.js';
import { ReportView } from './ReportView.js';

export interface ImportRunProps {
  readonly jobId: string;
  readonly draft: ImportDraft;
}

/** An import as it runs, then its report and what can be done next. */
export function ImportRun({ jobId, draft }: ImportRunProps) {
  const { job, error, refetch } = useJob(jobId);
  const place = useFocusIfLost(jobId);
  useForgottenTotals(job !== null && isFinished(job.status));
  return (
    <div ref={place} tabIndex={-1} className="focus-place">
      <Panel title={job ? jobTitle(job) : 'The import'}>
        <QueryView data={job} error={error} refetch={refetch}>
          {(state) => {
            const report = readImportReport(state.result);
            return (
              <Stack gap="lg">
                <JobBar job={state} outcome={report && importOutcome(report)} />
                {report && <ReportView report={report} />}
                {isFinished(state.status) && <NextSteps report={report} draft={draft} />}
              </Stack>
            );
          }}
        </QueryView>
      </Panel>
    </div>
  );
}

/** What an import changed is read again when a page shows it. */
function useForgottenTotals(isDone: boolean): void {
  const { cache } = useApolloClient();
  useEffect(() => {
    if (isDone) forgetTotals(cache);
  }, [isDone, cache]);
}

/** Moves the focus here when a job is shown, if the button that started it took the focus with it. */
function useFocusIfLost(jobId: string) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (jobId && document.activeElement === document.body) place.current?.focus();
  }, [jobId]);
  return place;
}
