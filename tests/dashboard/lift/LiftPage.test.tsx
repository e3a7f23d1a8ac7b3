/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { ApolloLink } from '@apollo/client';
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation, useNavigate } from 'react-router';
import { NEVER, of } from 'rxjs';
import type { LiftInput } from '../../../dashboard/generated/graphql.js';
import { LiftPage } from '../../../dashboard/lift/LiftPage.js';
import { emptyReport } from '../../support/dashboard/lift-report.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const STORE = '6f0b1f3e-3c43-4a4b-9e39-0d7d9d4d9a11';

/** Answers that are the same whatever is asked. */
const ALWAYS: Readonly<Record<string, Record<string, unknown>>> = {
  WorkspaceContents: {
    workspace: { __typename: 'Workspace', id: 'w1', storeCount: 1, timeZone: 'Asia/Tokyo' },
  },
  Categories: { categories: ['Dresses', 'refused'] },
};

/** A server that computes one metric, knows one store and two categories, and refuses the category `refused`; other answers never come. */
function aServer(computed: string) {
  const asked: string[] = [];
  const reportOf = ({ metric }: LiftInput) => {
    const value = metric === computed ? 0.123 : null;
    return {
      ...emptyReport,
      __typename: 'LiftReport',
      metric,
      verdict: value === null ? 'NOT_COMPUTED' : 'HIGHER',
      qualifications: value === null ? [] : ['The placebo excludes zero.'],
      headline: { ...emptyReport.headline, value, reason: value === null ? 'No traffic' : null },
    };
  };
  const answerOf = (operation: ApolloLink.Operation): ApolloLink.Result | null => {
    const { operationName = '', variables } = operation;
    asked.push(operationName);
    if (JSON.stringify(variables).includes('refused'))
      return { errors: [{ message: 'No', extensions: { code: 'INVALID_INPUT' } }] } as ApolloLink.Result;
    if (operationName in ALWAYS) return { data: ALWAYS[operationName]! };
    if (operationName === 'ChosenStores')
      return { data: { stores: storesOf((variables.ids as string[]).filter((id) => id === STORE)) } };
    if (
      operationName === 'Headlines' ||
      operationName === 'MoreHeadlines' ||
      operationName === 'LiftComparison'
    )
      return {
        data: Object.fromEntries(
          Object.entries(variables).map(([name, input]) => [name, reportOf(input as LiftInput)]),
        ),
      };
    if (operationName === 'LiftDetail') return { data: { lift: reportOf(variables.input as LiftInput) } };
    return null;
  };
  const link = new ApolloLink((operation) => {
    const answer = answerOf(operation);
    return answer ? of(answer) : NEVER;
  });
  return { asked, link };
}

const storesOf = (ids: readonly string[]) => ({
  __typename: 'StoreConnection',
  edges: ids.map((id) => ({ __typename: 'StoreEdge', node: { __typename: 'Store', id, name: 'Linde' } })),
  pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
});

function Visit() {
  const { search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <LiftPage />
      <output aria-label="Address">{search}</output>
      <button type="button" onClick={() => navigate(-1)}>
        Back
      </button>
    </>
  );
}

function visit(address: string, computed = 'SEARCH_CTR') {
  const server = aServer(computed);
  renderPage(<Visit />, { address: `/w/main/lift${address}`, link: server.link });
  return server;
}

const address = () => screen.getByRole('status', { name: 'Address' }).textContent;
const cards = () => screen.findByRole('navigation', { name: 'Metric' });
const mentionsLift = (asked: readonly string[]) =>
  asked.filter((name) => ['Headlines', 'LiftDetail', 'LiftComparison'].includes(name));

describe('the lift page', () => {
  it('opens the first metric that can be computed where the address names none', async () => {
    visit('?category=Dresses', 'CTR');

    await cards();
    expect(address()).toBe('?metric=CTR&category=Dresses');
  });

  it('opens the first metric where none can be computed, which says why', async () => {
    visit('', 'NONE');

    await cards();
    expect(address()).toBe('?metric=SEARCH_CTR');
  });

  it.each([
    ['?metric=CRT', '“CRT” is not a metric.'],
    ['?metric=CTR&from=yesterday', '“yesterday” is not a day.'],
    ['?metric=CTR&from=2026-03-09&through=2026-03-08', 'The last day, Mar 8, 2026, is before'],
    ['?metric=CTR&scenario=HOME', '“HOME” is not a scenario.'],
    ['?metric=CTR&category=Hats', 'the category “Hats”'],
    [`?metric=CTR&store=${STORE.replace('6', '7')}`, 'There is no store “7f0b1f3e'],
  ])('says what is wrong with %s and asks for no number', async (query, words) => {
    const { asked } = visit(query);

    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(words);
    expect(mentionsLift(asked)).toEqual([]);
    expect(screen.queryByRole('navigation', { name: 'Metric' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
  });

  it('shows numbers again as soon as the wrong filter is removed', async () => {
    visit('?metric=SEARCH_CTR&scenario=HOME');

    await userEvent.click(await screen.findByRole('button', { name: 'Remove “HOME”' }));

    expect(within(await cards()).getByText('+12.3%')).toBeTruthy();
    expect(address()).toBe('?metric=SEARCH_CTR');
  });

  it('never leaves the numbers of another question next to an error', async () => {
    visit('?metric=SEARCH_CTR&category=refused');
    await userEvent.click(await screen.findByRole('button', { name: 'Clear all' }));
    await waitFor(async () => expect(within(await cards()).getByText('+12.3%')).toBeTruthy());

    await userEvent.click(screen.getByRole('button', { name: 'Back' }));

    expect((await screen.findAllByRole('alert')).length).toBeGreaterThan(0);
    expect(screen.queryByText('+12.3%')).toBeNull();
  });

  it('goes back through metrics, and names metric and workspace in the title', async () => {
    visit('?metric=SEARCH_CTR');
    await waitFor(() => expect(document.title).toBe('Search CTR · Lift · Main · Toile'));

    await userEvent.click(within(await cards()).getByRole('link', { name: /^Conversion rate/ }));
    expect(document.title).toBe('Conversion rate · Lift · Main · Toile');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));

    expect(address()).toBe('?metric=SEARCH_CTR');
  });

  it('shows the period before next to a period, each with its days, and claims no change', async () => {
    visit('?metric=SEARCH_CTR&from=2026-03-08&through=2026-03-14&compare=PREVIOUS_PERIOD');

    const table = await screen.findByRole('table', { name: /Headline lift of two periods/ });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^This period.*Mar 8\s–\s14, 2026 · AI items do better/),
      expect.stringMatching(/^Previous period.*Mar 1\s–\s7, 2026 · AI items do better/),
    ]);
    expect(screen.getByText(/Whether the lift changed is not tested/)).toBeTruthy();
  });

  it('says what a comparison needs where the period has an open end', async () => {
    visit('?metric=SEARCH_CTR&from=2026-03-08&compare=PREVIOUS_PERIOD');

    expect(await screen.findByText('No previous period')).toBeTruthy();
  });

  it('says in the card of the metric that is shown that its verdict has warnings', async () => {
    visit('?metric=SEARCH_CTR');

    expect(await screen.findByText('AI items do better, with 1 warning below')).toBeTruthy();
    expect(screen.getByText('The placebo excludes zero.')).toBeTruthy();
  });

  it('states the time zone of days and moments', async () => {
    visit('?metric=SEARCH_CTR');

    expect(await screen.findByText('Jan 31, 2026, 12:00 PM UTC')).toBeTruthy();
  });
});
