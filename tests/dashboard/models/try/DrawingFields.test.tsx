/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { DrawingFields } from '../../../../dashboard/models/try/DrawingFields.js';
import { readTrySettings } from '../../../../dashboard/models/try/try-settings.js';
import { useTrySettings } from '../../../../dashboard/models/try/use-try-settings.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const version = (id: string, stage: string, steps: number, guidance: number) => ({
  ...{ __typename: 'ModelVersion', id, stage, kind: 'GENERATOR', name: id, simulated: false, note: null },
  usualSampling: { __typename: 'UsualSampling', steps, guidance },
});

const remote = { ...version('far', 'CANDIDATE', 0, 0), usualSampling: null };

const answers = {
  ModelChoices: {
    data: {
      modelVersions: [version('new', 'CANDIDATE', 30, 5.5), version('old', 'PRODUCTION', 20, 4), remote],
    },
  },
};

const draw = (address: string) =>
  renderPage(<DrawingFields settings={readTrySettings(new URLSearchParams(address))} onChange={() => {}} />, {
    answers,
  });

describe('the fields of a drawing', () => {
  it('show what is usual for the generator in production where they are empty', async () => {
    draw('');

    expect(await screen.findByPlaceholderText('20')).toBe(screen.getByLabelText('Steps'));
    expect(screen.getByPlaceholderText('4')).toBe(screen.getByLabelText('Guidance scale'));
  });

  it('show what is usual for the generator that was chosen', async () => {
    draw('version=new');

    expect(await screen.findByPlaceholderText('5.5')).toBe(screen.getByLabelText('Guidance scale'));
  });

  it('say that the server of a remote generator decides', async () => {
    draw('version=far');

    expect(await screen.findAllByPlaceholderText('server decides')).toEqual([
      screen.getByLabelText('Steps'),
      screen.getByLabelText('Guidance scale'),
    ]);
  });
});

let settings: ReturnType<typeof useTrySettings>['settings'];

function Form() {
  const shown = useTrySettings();
  settings = shown.settings;
  return <DrawingFields settings={settings} onChange={shown.change} />;
}

describe('a number that is being written', () => {
  it('is taken as it stands when its field is left', async () => {
    renderPage(<Form />, { address: '/try' });
    const field = screen.getByLabelText<HTMLInputElement>('Images per store');

    await userEvent.clear(field);
    expect(field.value).toBe('');
    await userEvent.type(field, '3');
    await userEvent.tab();

    expect([field.value, settings.count]).toEqual(['3', 3]);
  });

  it('keeps its point, and is taken where Enter is pressed', async () => {
    renderPage(<Form />, { address: '/try' });
    const field = screen.getByLabelText<HTMLInputElement>('Guidance scale');

    await userEvent.type(field, '7.');
    expect(field.value).toBe('7.');
    await userEvent.type(field, '5{Enter}');

    expect(settings.guidance).toBe(7.5);
  });

  it('is brought into its range, and stays empty where it may', async () => {
    renderPage(<Form />, { address: '/try?steps=9' });

    await userEvent.type(screen.getByLabelText('Guidance scale'), '25');
    await userEvent.clear(screen.getByLabelText('Steps'));
    await userEvent.clear(screen.getByLabelText('Images per store'));
    await userEvent.tab();

    expect(settings).toMatchObject({ guidance: 20, steps: null, count: 5 });
  });
});
