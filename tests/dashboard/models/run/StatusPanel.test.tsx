/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { StatusPanel } from '../../../../dashboard/models/run/StatusPanel.js';
import { renderPage } from '../../../support/dashboard/render-page.js';
import { failedRun } from './failed-run.js';

const resume = () => screen.queryByRole('button', { name: 'Try again' });

describe('the status of a run that failed', () => {
  it('says why, and lets it go on where the server would', () => {
    renderPage(<StatusPanel run={failedRun} />);

    expect(screen.getByText('The run failed')).toBeTruthy();
    expect(screen.getByText('The disk is full.')).toBeTruthy();
    expect(resume()).toBeTruthy();
  });

  it('offers no going on where the server would refuse it', () => {
    renderPage(<StatusPanel run={{ ...failedRun, resumable: false }} />);

    expect(resume()).toBeNull();
    expect(screen.getByRole('link', { name: 'Start another like it' })).toBeTruthy();
  });

  it('knows a loss that ran away by what the server says of the run, not by the words of the error', () => {
    renderPage(<StatusPanel run={{ ...failedRun, resumable: false, diverged: true }} />);

    expect(screen.getByText('Training was stopped: the loss diverged')).toBeTruthy();
    expect(resume()).toBeNull();
    expect(screen.getByRole('link', { name: 'Train again with other settings' })).toBeTruthy();
  });
});
