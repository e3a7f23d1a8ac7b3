import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeWith } from '../support/run/needs.js';
import { BROWSER, useVisit } from './use-visit.js';

describeWith(BROWSER)('the API explorer', () => {
  const { held, open, visit } = useVisit();
  const elsewhere: string[] = [];
  let page: Page;
  beforeAll(() => {
    page = held.page;
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== held.server.url) elsewhere.push(request.url());
    });
  });

  const see = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const run = () => page.getByRole('button', { name: /^Execute query/ }).click();
  const answer = (text: string) => page.locator('.graphiql-response', { hasText: text }).waitFor();
  const type = async (operation: string) => {
    await page.locator('.graphiql-query-editor .CodeMirror').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(operation);
  };

  visit('tells a stranger to sign in, shows the documentation and refuses the operation', async () => {
    await open('/graphql?workspace=main');
    await see('You are not signed in');
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'Mutation' }).click();
    await see('Deletes a store of the current workspace');
    await run();
    await answer('UNAUTHENTICATED');
  });

  visit('leads back from signing in, and then answers for the person and the workspace', async () => {
    const signIn = new URL(held.server.signInLink!);
    const { token } = Object.fromEntries(signIn.searchParams);
    const next = await page.getByRole('link', { name: 'Sign in' }).getAttribute('href');
    await open(`${next}&token=${token}`);
    await see('Signed in as Administrator, Administrator.');
    expect(new URL(page.url()).search).toBe('?workspace=main');

    await run();
    await answer('"name": "Main"');
  });

  visit('changes data in the workspace that is chosen', async () => {
    await type('mutation { addWorkspace(input: { name: "Spring trial" }) { slug } }');
    await run();
    await answer('"slug": "spring-trial"');
    await page.reload();
    await page.getByRole('combobox', { name: 'Workspace' }).selectOption('Spring trial');
    await type('mutation { addStore(input: { name: "Nord" }) { name } }');
    await run();
    await answer('"name": "Nord"');
    await type('{ workspace { slug } stores(first: 1) { totalCount } }');
    await run();
    await answer('"slug": "spring-trial"');
    await answer('"totalCount": 1');
  });

  it('asked no other host, and broke no rule of the content security policy', () => {
    expect(elsewhere).toEqual([]);
    expect(held.complaints).toEqual([]);
  });
});
