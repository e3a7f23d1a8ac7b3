/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { JobBar } from '../../../dashboard/jobs/JobProgress.js';
import { renderPage } from '../../support/dashboard/render-page.js';
import { failedRun } from '../models/run/failed-run.js';

const job = { ...failedRun.job, error: null };

describe('the bar of a job', () => {
  it('reads the state out, not each step', () => {
    renderPage(<JobBar job={{ ...job, status: 'RUNNING', message: 'Step 7 of 90', done: 7, total: 90 }} />);

    expect(screen.getByRole('status').textContent).toBe('Running');
    expect(screen.getByText('Step 7 of 90').getAttribute('role')).toBeNull();
  });

  it('tells no share where none is known', () => {
    renderPage(<JobBar job={{ ...job, status: 'RUNNING' }} />);

    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it.each([
    ['SUCCEEDED', '100'],
    ['CANCELLED', '0'],
    ['FAILED', '0'],
  ] as const)('of unknown length is %s at %s percent', (status, share) => {
    renderPage(<JobBar job={{ ...job, status }} />);

    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe(share);
  });

  it('says what a job came to where that is more than that it is done', () => {
    const outcome = { words: 'Finished: 0 of 1,143 rows would be imported', color: 'madder' };

    renderPage(<JobBar job={{ ...job, status: 'SUCCEEDED' }} outcome={outcome} />);

    expect(screen.getByRole('status').textContent).toBe(outcome.words);
    expect(screen.queryByText('Done')).toBeNull();
  });
});
