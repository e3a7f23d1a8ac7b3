/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { type NavigateFunction, useNavigate } from 'react-router';
import { useCandidateRun } from '../../../../dashboard/models/drawn/use-candidate-run.js';
import { TryPanels } from '../../../../dashboard/models/try/TryPanels.js';
import { renderPage } from '../../../support/dashboard/render-page.js';
import { candidateServer, type DrawingRun } from './candidate-server.js';

const drawn = (id: string, storeName: string): DrawingRun => ({
  ...{ id, storeName, status: 'SUCCEEDED', images: [`image-${id}`] },
});

let navigate: NavigateFunction;

function Page() {
  navigate = useNavigate();
  return <TryPanels />;
}

it('shows no score of the store that was beside before', async () => {
  const runs = [drawn('1', 'Oslo'), drawn('2', 'Rome'), drawn('3', 'Lima')];
  const link = candidateServer({ runs, scoreOf: { Oslo: 21, Rome: 32 } });
  renderPage(<Page />, { link, address: '/try?run=1&run=2' });
  await screen.findAllByText('32.00');

  act(() => void navigate('/try?run=1&run=3'));

  const lima = within(await screen.findByRole('region', { name: 'For Lima' }));
  expect(lima.getByText('Lima').nextSibling?.textContent).toContain('…');
  expect(screen.queryAllByText(/32\.00/)).toEqual([]);
});

it('shows the last image, also where the run ends while an answer is on its way', async () => {
  const run: DrawingRun = { id: '7', storeName: 'Oslo', status: 'RUNNING', images: ['one'] };
  let asked = 0;
  const onAsked = () => {
    asked += 1;
    if (asked === 2)
      setTimeout(() => Object.assign(run, { status: 'SUCCEEDED', images: ['one', 'two'] }), 50);
  };
  let images: readonly unknown[] = [];
  function Follower() {
    images = useCandidateRun('7').run?.images ?? [];
    return null;
  }
  renderPage(<Follower />, { link: candidateServer({ runs: [run], answerMs: 300, onAsked }) });

  await waitFor(() => expect(images.length).toBe(2), { timeout: 8000 });
});
