/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RegistryPanels } from '../../../../dashboard/models/registry/RegistryPanels.js';
import { renderPage } from '../../../support/dashboard/render-page.js';
import { failedRun } from '../run/failed-run.js';

const asked = { versions: 0 };
const job = { ...failedRun.job, kind: 'import-model', status: 'QUEUED', error: null };
const answers = {
  get ModelVersions() {
    asked.versions += 1;
    return { data: { modelVersions: [] } };
  },
  ImportModel: { data: { importModel: job } },
  get Job() {
    return { data: { job } };
  },
  JobProgress: new Error('cut'), // then it polls
};

const openDialog = () => fireEvent.click(screen.getByRole('button', { name: 'Import from a folder' }));

it('an import is followed while its dialog is closed, and the versions are asked for when it is done', async () => {
  renderPage(<RegistryPanels />, { answers });
  openDialog();
  await userEvent.type(await screen.findByLabelText(/^Name/), 'Spring');
  await userEvent.type(screen.getByLabelText(/^Folder/), 'spring');
  fireEvent.click(screen.getByRole('button', { name: 'Check and import' }));
  await screen.findAllByText('Waiting');

  await userEvent.keyboard('{Escape}');
  expect(asked.versions).toBe(1);
  Object.assign(job, { status: 'SUCCEEDED', result: '{"versionId":"v1"}' });

  await waitFor(() => expect(asked.versions).toBe(2));
  openDialog();
  await screen.findByRole('link', { name: 'Look at it' });
});
