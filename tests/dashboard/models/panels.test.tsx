/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MetricsPanel } from '../../../dashboard/models/MetricsPanel.js';
import { ModelsPage } from '../../../dashboard/models/ModelsPage.js';
import { KindPanel } from '../../../dashboard/models/registry/KindPanel.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const metric = (name: string, value: number, lower: number | null) => ({
  ...{ name, value, lower, upper: lower === null ? null : value + 0.1, unit: null, sampleSize: 50 },
});

const archived = (kind: 'REWARD' | 'GENERATOR') => ({
  ...{ id: kind, kind, name: `Old ${kind}`, stage: 'ARCHIVED' as const, simulated: true },
  ...{ note: null, limitations: [] },
  ...{ architecture: 'clip', metrics: [], byteSize: 1, parameterCount: 1, endpoint: null, parent: null },
  ...{ former: null, createdAt: '2026-01-05T10:00:00Z', createdBy: 'ada', promotedAt: null },
});

it('a measure is read out with its intervals, and its lines have a key', () => {
  const metrics = [metric('GAUC, unseen', 0.7, 0.6), metric('GAUC, unseen, oracle', 0.8, null)];
  renderPage(<MetricsPanel metrics={metrics} simulated={false} empty="" />);

  expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
    'Dot chart of GAUC, unseen: oracle 0.800 (the ceiling), no interval; this version 0.700, 95% interval 0.600 to 0.800',
  );
  expect(screen.getByText('chance, 0.5')).toBeTruthy();
  expect(screen.getByText('the ceiling')).toBeTruthy();
  expect(screen.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual([
    'GAUC, unseen',
    'GAUC, unseen, oracle',
  ]);
});

it('archived versions are shown of one kind alone, and said to be there where there are no others', async () => {
  const versions = [archived('REWARD'), archived('GENERATOR')];
  renderPage(
    <>
      <KindPanel kind="REWARD" versions={versions} onChange={undefined} />
      <KindPanel kind="GENERATOR" versions={versions} onChange={undefined} />
    </>,
  );
  expect(screen.getByText('Every reward model is archived')).toBeTruthy();

  await userEvent.click(screen.getAllByRole('checkbox', { name: /Show archived/ })[0]!);

  expect(screen.getByRole('link', { name: 'Old REWARD' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Old GENERATOR' })).toBeNull();
  expect(screen.getByText('Every generator is archived')).toBeTruthy();
  expect(screen.getAllByText(/numbers are no results about real merchants/).length).toBeGreaterThan(0);
});

it('the title of the document names the tab, the page and the workspace', async () => {
  renderPage(<ModelsPage />, { address: '/w/main/models/try' });

  await waitFor(() => expect(document.title).toBe('Try it · Models · Main · Toile'));
});
