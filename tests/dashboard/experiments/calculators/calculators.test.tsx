/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */

import { ApolloLink } from '@apollo/client';
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useLocation } from 'react-router';
import { Observable, of } from 'rxjs';
import { CalculatorsPage } from '../../../../dashboard/experiments/calculators/CalculatorsPage.js';
import { SampleSizePanels } from '../../../../dashboard/experiments/calculators/plan/SampleSizePanels.js';
import { SampleRatioPanels } from '../../../../dashboard/experiments/calculators/sample-ratio/SampleRatioPanels.js';
import { SignificancePanels } from '../../../../dashboard/experiments/calculators/significance/SignificancePanels.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const effect = {
  __typename: 'ArmEffect',
  value: -0.043,
  lower: -0.069,
  upper: -0.017,
  pValue: 0.0016,
  reason: null,
};
const arm = (name: string, units: number, mean: number) => ({
  ...{ __typename: 'ArmResult', name, units, mean, standardDeviation: 0.39, reason: null },
});
const sampleRatio = {
  ...{ __typename: 'SampleRatioResult', chiSquare: 6.9, degreesOfFreedom: 1, pValue: 0.0086 },
  ...{ anytimePValue: 1, alert: false, reason: null },
};
const analysis = {
  __typename: 'AnalysisResult',
  arms: [arm('Control', 44_700, 0.19), arm('Treatment', 45_489, 0.182)],
  comparisons: [
    {
      ...{ __typename: 'ArmComparison', name: 'Treatment', verdict: 'LOWER', reason: null },
      ...{ neutral: null, nonInferior: null, adjustedPValueHolm: 0.0016 },
      ...{ relative: effect, relativeDelta: effect, sequential: null, sequentialRelative: null },
      absolute: { ...effect, value: -0.0082, lower: -0.0133, upper: -0.0031 },
      posterior: { __typename: 'Posterior', chanceToWin: 0.0008, reason: null },
    },
  ],
  ...{ sampleRatio, omnibus: null },
};

const COUNTS = 'units=44700&units=45489&sum=8502&sum=8279';

function Address() {
  return <output>{useLocation().search}</output>;
}

const open = (search: string, answers = {}) =>
  renderPage(
    <>
      <SignificancePanels />
      <Address />
    </>,
    { address: `/w/main/calculators/significance?${search}`, answers },
  );

const address = () => new URLSearchParams(document.querySelector('output')!.textContent);

describe('the calculator of significance', () => {
  it('answers in a sentence, with the interval drawn and in a table', async () => {
    open(COUNTS, { Significance: { data: { analysis } } });

    expect(
      await screen.findByText(
        /Treatment is 4.3% lower than Control \(95% interval −6.9% to −1.7%\), p = 0.002\./,
      ),
    ).toBeTruthy();
    const table = screen.getByRole('table', { name: 'Treatment relative to Control, by method' });
    expect(within(table).getByRole('rowheader', { name: /^Fieller/ })).toBeTruthy();
    expect(screen.getByText('−0.82 percentage points')).toBeTruthy();
    expect(screen.getByText('under 0.1%')).toBeTruthy();
    expect(screen.getByText(/of one planned look/)).toBeTruthy();
  });

  it('gives the absolute difference with the interval of the test that decides', async () => {
    const wider = { ...effect, value: -0.0082, lower: -0.0191, upper: 0.0027, pValue: 0.2 };
    const [plain] = analysis.comparisons;
    const sequential = { ...plain, verdict: 'INCONCLUSIVE', sequential: wider, sequentialRelative: effect };
    open(`${COUNTS}&planned=100000`, {
      Significance: { data: { analysis: { ...analysis, comparisons: [sequential] } } },
    });

    expect(await screen.findByText('−1.9 to +0.3')).toBeTruthy();
  });

  it('warns of a sample ratio mismatch before any effect', async () => {
    const mismatch = { ...sampleRatio, pValue: 1e-9, alert: true };
    open(COUNTS, { Significance: { data: { analysis: { ...analysis, sampleRatio: mismatch } } } });

    const warning = await screen.findByText('Sample ratio mismatch: do not read any effect yet');
    const verdict = screen.getByText('Worse, if the counts can be trusted.');
    expect(warning.compareDocumentPosition(verdict)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('offers an example that one click fills in, and says where it is from', async () => {
    open('');

    expect(screen.getByText(/a published example: 90,189 players/)).toBeTruthy();
    await userEvent.click(screen.getByRole('link', { name: 'Cookie Cats, 7-day retention' }));

    const control = screen.getByRole('group', { name: 'Gate at level 30' });
    expect(within(control).getByLabelText<HTMLInputElement>('Units').value).toBe('44700');
    expect(address().getAll('sum')).toEqual(['8502', '8279']);
  });

  it('keeps in the address what is written, as it is written', async () => {
    open(COUNTS);

    const [control] = screen.getAllByLabelText<HTMLInputElement>('Successes');
    await userEvent.clear(control!);
    await userEvent.type(control!, '8,5o2');

    expect(address().getAll('sum')).toEqual(['8,5o2', '8279']);
    expect(screen.getByText('Enter a whole number')).toBeTruthy();
    expect(control!.getAttribute('aria-invalid')).toBe('true');
  });

  it('asks nothing and shows no number while a field is wrong', async () => {
    open(`${COUNTS}&confidence=200`, { Significance: { data: { analysis } } });

    expect(screen.getByText('Correct the marked fields')).toBeTruthy();
    expect(screen.getByLabelText('Confidence (%)').getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByText(/4.3%/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Copy as GraphQL' })).toBeNull();
  });

  it('says what is still needed', () => {
    open('units=44700&units=45489&sum=8502');

    expect(screen.getByText('Still needed')).toBeTruthy();
    expect(screen.getByText('Successes of Treatment')).toBeTruthy();
  });

  it('says that it waits, and that the server failed', async () => {
    const { unmount } = open(COUNTS);
    expect(screen.getByText('Loading')).toBeTruthy();
    unmount();

    open(COUNTS, { Significance: new Error('line cut') });
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('adds an arm and takes it away whole', async () => {
    open(COUNTS);

    await userEvent.click(screen.getByRole('button', { name: 'Add an arm' }));
    expect(screen.getByRole('group', { name: 'Treatment 2' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Remove Control' }));

    expect(address().getAll('units')).toEqual(['45489', '']);
    expect(address().getAll('sum')).toEqual(['8279', '']);
  });
});

describe('the other calculators', () => {
  it('say what to do about a sample ratio', async () => {
    renderPage(<SampleRatioPanels />, {
      address: '/w/main/calculators/sample-ratio?units=44700&units=45489',
      answers: { SampleRatio: { data: { sampleRatio } } },
    });

    expect(await screen.findByText(/p = 0.009; an alert needs p below 0.001/)).toBeTruthy();
    expect(screen.getByText('49.56%')).toBeTruthy();
  });

  it('say how many units are needed and for how long, with the power as a chart and a table', async () => {
    const powerCurve = [41_631, 83_262, 166_524].map((units, index) => ({
      ...{ __typename: 'PowerPoint', units, power: [0.52, 0.8, 0.97][index] },
    }));
    const sampleSize = {
      ...{ __typename: 'SampleSizeResult', unitsPerArm: [41_631, 41_631], total: 83_262, days: 42 },
      ...{ powerCurve, reason: null },
    };
    renderPage(<SampleSizePanels />, {
      address: '/w/main/calculators/sample-size?baseline=4&effect=10&perDay=2000',
      answers: { SampleSize: { data: { sampleSize } } },
    });

    expect((await screen.findByText('83,262 units')).parentElement?.textContent).toBe(
      '83,262 units find an effect of +10% with 80% power, which takes 42 days.',
    );
    expect(
      screen.getByRole('img', { name: /power over units.*80% at 83,262 units and 97% at 166,524/ }),
    ).toBeTruthy();
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(4);
    expect(screen.getByText('Still needed')).toBeTruthy();
  });

  it('are not for experts', () => {
    renderPage(<CalculatorsPage />, {
      address: '/w/main/calculators/significance',
      viewer: { role: 'EXPERT' },
    });

    expect(screen.getByText('This page is not for your role')).toBeTruthy();
  });
});

describe('an answer that comes late', () => {
  it('is not shown for other numbers', async () => {
    const asked: unknown[] = [];
    const link = new ApolloLink(({ operationName, variables }) => {
      expect(operationName).toBe('Significance');
      asked.push(variables.input.arms[0].sum);
      return asked.length === 1 ? of({ data: { analysis } }) : new Observable<ApolloLink.Result>();
    });
    renderPage(<SignificancePanels />, { address: `/w/main/calculators/significance?${COUNTS}`, link });
    await screen.findByText(/4.3% lower/);

    await userEvent.type(screen.getAllByLabelText('Successes')[0]!, '{Backspace}');

    expect(screen.queryByText(/4.3% lower/)).toBeNull();
    await waitFor(() => expect(asked).toEqual([8_502, 850]));
    expect(screen.queryByText(/4.3% lower/)).toBeNull();
  });
});
