/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { ApolloLink } from '@apollo/client';
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { of } from 'rxjs';
import { SavedViews } from '../../../../dashboard/lift/views/SavedViews.js';
import { viewWords } from '../../../../dashboard/lift/views/view-words.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const view = (id: string, name: string, mayChange: boolean) => ({
  __typename: 'LiftView',
  id,
  name,
  mayChange,
  parameters: 'metric=CTR&from=2026-03-08&through=2026-03-14&category=Dresses&store=a&store=b',
  authorName: 'ada@example.com',
  createdAt: '2026-03-15T12:00:00Z',
});

/** A server that keeps views, and refuses the name “Taken”. */
function aServer() {
  const views = [view('1', 'Spring', true), view('2', 'Of another', false)];
  const sent: unknown[] = [];
  const answers: Record<string, (input: { id: string; name: string }) => object> = {
    LiftViews: () => ({ data: { liftViews: [...views] } }),
    SaveLiftView: ({ name }) => {
      if (name === 'Taken')
        return { errors: [{ message: 'There is one already', extensions: { code: 'CONFLICT' } }] };
      views.push(view('3', name, true));
      return { data: { saveLiftView: views.at(-1) } };
    },
    DeleteLiftView: ({ id }) => {
      views.splice(
        views.findIndex((kept) => kept.id === id),
        1,
      );
      return { data: { deleteLiftView: id } };
    },
  };
  const link = new ApolloLink(({ operationName = '', variables }) => {
    sent.push(variables.input);
    return of(answers[operationName]!(variables.input) as ApolloLink.Result);
  });
  return { link, sent };
}

async function openViews(canSave = true) {
  const server = aServer();
  renderPage(<SavedViews canSave={canSave} />, {
    address: '/w/main/lift?metric=RETURN_RATE&from=2026-03-01',
    link: server.link,
  });
  await userEvent.click(screen.getByRole('button', { name: 'Saved views' }));
  await screen.findByRole('link', { name: 'Spring' });
  return server;
}

describe('saved views', () => {
  it('lead to their question, say what it is, and give a link to copy', async () => {
    await openViews();

    const link = screen.getByRole('link', { name: 'Spring' });
    expect(link.getAttribute('href')).toBe(`/w/main/lift?${view('1', 'Spring', true).parameters}`);
    expect(screen.getAllByText(/^CTR, all scenarios · Mar 8.* 14, 2026 · 2 stores · Dresses$/)).toHaveLength(
      2,
    );
    expect(screen.getByRole('button', { name: 'Copy link to Spring' })).toBeTruthy();
  });

  it('keep the address under a name', async () => {
    const { sent } = await openViews();
    await userEvent.type(screen.getByRole('textbox', { name: /^Name of the current view/ }), 'Returns');
    await userEvent.click(screen.getByRole('button', { name: 'Save view' }));

    await screen.findByRole('link', { name: 'Returns' });
    expect(sent).toContainEqual({ name: 'Returns', parameters: 'metric=RETURN_RATE&from=2026-03-01' });
  });

  it('say at the field why one was not saved', async () => {
    await openViews();
    await userEvent.type(screen.getByRole('textbox', { name: /^Name of the current view/ }), 'Taken');
    await userEvent.click(screen.getByRole('button', { name: 'Save view' }));

    expect(await screen.findByText('There is one already')).toBeTruthy();
    const field = screen.getByRole('textbox', { name: /^Name of the current view/ });
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });

  it('can be deleted by those who may, after a question', async () => {
    await openViews();
    expect(screen.queryByRole('button', { name: 'Actions for Of another' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Actions for Spring' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));

    await screen.findByRole('link', { name: 'Of another' });
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Spring' })).toBeNull());
  });

  it('say in words also how sure the intervals are and which stores are too small', () => {
    expect(viewWords('metric=CTR&traffic=1000&confidence=0.999')).toBe(
      'CTR, all scenarios · Everything · at least 1,000 per arm · 99.9% interval',
    );
  });

  it.each([
    ['ANALYST', /Everyone who reads the lift of this workspace sees it, except merchants\./],
    ['MERCHANT', /Other merchants do not see it/],
  ] as const)('tell an %s who sees them', async (role, words) => {
    const answers = { LiftViews: { data: { liftViews: [] } } };
    renderPage(<SavedViews canSave />, { answers, viewer: { role } });
    await userEvent.click(screen.getByRole('button', { name: 'Saved views' }));

    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('cannot be made of an address that is wrong', async () => {
    await openViews(false);

    expect(screen.queryByRole('button', { name: 'Save view' })).toBeNull();
  });
});
