/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { RevertModal } from '../../../../dashboard/imports/history/RevertModal.js';
import { renderPage } from '../../../support/dashboard/render-page.js';
import { failedRun } from '../../models/run/failed-run.js';

const run = {
  __typename: 'ImportRun',
  id: 'r1',
  kind: 'COUNTS',
  fileName: 'january.csv',
  startedAt: '2026-02-01T00:00:00Z',
  finishedAt: '2026-02-01T00:00:01Z',
  requestedBy: 'ada@example.com',
  rowCount: 3,
  acceptedCount: 3,
  rejectedCount: 0,
  brought: ['2 new items'],
  revertedAt: null,
  revertedBy: null,
  takenBack: [],
  blockers: [],
};

const job = { ...failedRun.job, kind: 'revert-import', status: 'RUNNING', error: null };

const draw = (importRun: object) =>
  renderPage(<RevertModal runId="r1" fileName="january.csv" onClose={() => {}} />, {
    answers: {
      ImportRun: { data: { importRun } },
      RevertImport: { data: { revertImport: job } },
      Job: { data: { job } },
    },
  });

describe('the dialog that reverts an import', () => {
  it('says what that does before it is done, then follows it', async () => {
    draw(run);

    expect(
      await screen.findByText(/had never been imported\. The import brought 2 new items\./),
    ).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Revert this import' }));

    expect(await screen.findByText('Running', { selector: 'p' })).toBeDefined();
  });

  it('lists what depends on the import instead of reverting it', async () => {
    draw({ ...run, blockers: ['2 items have events', 'A model was trained on it'] });

    expect(await screen.findByText('2 items have events')).toBeDefined();
    expect(screen.getByText('A model was trained on it')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Revert this import' })).toBeNull();
  });
});
