/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { VersionSelect } from '../../../../dashboard/models/start/VersionSelect.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const draw = (answers: Parameters<typeof renderPage>[1]) =>
  renderPage(<VersionSelect label="Version" value="v1" onChange={() => {}} />, answers);

const shown = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Version' }).value;

it('shows what is chosen while versions are asked for, by its name as soon as that is known', async () => {
  const version = {
    __typename: 'ModelVersion',
    id: 'v1',
    kind: 'REWARD',
    name: 'Spring',
    stage: 'CANDIDATE',
  };
  const modelVersions = [{ ...version, simulated: false, note: null, usualSampling: null }];

  const { unmount } = draw({});
  expect(shown()).toBe('Version');
  unmount();

  draw({ answers: { ModelChoices: { data: { modelVersions } } } });
  await waitFor(() => expect(shown()).toBe('Spring'));
});

it('shows a choice that is no version here', async () => {
  draw({ answers: { ModelChoices: { data: { modelVersions: [] } } } });

  await waitFor(() => expect(shown()).toBe('Version v1'));
});
