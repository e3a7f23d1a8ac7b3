/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { DemoPage } from '../../../dashboard/help/DemoPage.js';
import { renderPage } from '../../support/dashboard/render-page.js';
import { failedRun } from '../models/run/failed-run.js';

const PAGES = (
  <Routes>
    <Route path="/w/main/demo/:job" element={<DemoPage />} />
    <Route path="/w/demo/lift" element="the lift of the demo" />
  </Routes>
);

const follow = (state: object) => {
  const job = { ...failedRun.job, id: '7', kind: 'load-demo', error: null, ...state };
  renderPage(PAGES, { address: '/w/main/demo/7', answers: { Job: { data: { job } } } });
};

it('says how far the load of the demo is, and how to go on without it', async () => {
  follow({ status: 'RUNNING', done: 8, total: 32, message: 'Recording day 7 of 28' });

  expect(await screen.findByText('Recording day 7 of 28')).toBeTruthy();
  expect(screen.getByText('25%')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'go to your workspace' }).getAttribute('href')).toBe(
    '/w/main/lift',
  );
});

it('opens the lift of the demo once it is loaded', async () => {
  follow({ status: 'SUCCEEDED' });

  expect(await screen.findByText('the lift of the demo')).toBeTruthy();
});

it('says why it could not be loaded', async () => {
  follow({ status: 'FAILED', error: 'No space is left' });

  expect(await screen.findByText('No space is left')).toBeTruthy();
});
