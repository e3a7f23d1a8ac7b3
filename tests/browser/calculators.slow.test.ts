import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ServerProcess } from '../support/processes/server-process.js';
import { describeWith } from '../support/run/needs.js';
import { PATIENCE_MS } from './browser.js';
import { BROWSER, useVisit } from './use-visit.js';

const SENTENCE =
  'Worse. Gate at level 40 is 4.3% lower than Gate at level 30 (95% interval −6.9% to −1.7%), p = 0.002.';

describeWith(BROWSER)('the calculators, by keyboard alone', () => {
  const { held, open, openWhole, visit } = useVisit();
  let server: ServerProcess;
  let page: Page;
  beforeAll(async () => {
    ({ server, page } = held);
    const [name, value] = (await server.signIn()).split('=') as [string, string];
    await page.context().addCookies([{ name, value, url: server.url }]);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  }, PATIENCE_MS);

  const press = async (key: string, times = 1) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  /** What has the focus, by its label or its words. */
  const focused = () =>
    page.evaluate<string>(
      'document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || ""',
    );
  const tabTo = async (words: string) => {
    for (let i = 0; i < 60 && (await focused()) !== words; i++) await press('Tab');
    expect(await focused()).toBe(words);
  };
  const verdict = () => page.locator('.verdict').innerText();
  const copied = () => page.evaluate<string>('navigator.clipboard.readText()');

  visit('answers counts that are typed in, field after field', async () => {
    await openWhole('/w/main/calculators/significance');
    await tabTo('Name');
    const words = ['Gate at level 30', '44700', '8502', '', 'Gate at level 40', '45489', '8279'];
    for (const text of words) {
      await page.keyboard.type(text);
      await press('Tab');
    }
    await page.locator('.verdict').waitFor();

    expect(await verdict()).toBe(SENTENCE);
  });

  visit('gives the same answer by a copied link', async () => {
    for (let i = 0; i < 60 && (await focused()) !== 'Copy link'; i++) await press('Shift+Tab');
    await press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const link = await copied();

    await open('/w/main/lift');
    await page.goto(link);
    await page.locator('.verdict').waitFor();
    expect(await verdict()).toBe(SENTENCE);
  });

  visit('gives the same numbers by a copied query', async () => {
    await tabTo('Copy as GraphQL');
    await press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');

    const { analysis } = await server.ask(await copied(), { cookie });

    expect(analysis.comparisons[0].relative.value).toBeCloseTo(-0.0431, 4);
    expect(analysis.comparisons[0].verdict).toBe('LOWER');
  });

  visit('takes back with Back what was written in a field, at once', async () => {
    await page.getByRole('group', { name: 'Gate at level 40' }).getByLabel('Successes').focus();
    await press('End');
    await press('Backspace', 4);
    await page.getByText('Successes of Gate at level 40').waitFor();

    await page.goBack();
    await page.locator('.verdict').waitFor();

    expect(await verdict()).toBe(SENTENCE);
  });

  it('never made the browser complain', () => {
    expect(held.complaints).toEqual([]);
  });
});
