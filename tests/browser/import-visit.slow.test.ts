import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { importCounts } from '../support/processes/counts.js';
import { describeWith } from '../support/run/needs.js';
import { PATIENCE_MS } from './browser.js';
import { BROWSER, useVisit } from './use-visit.js';

/** What the store had before: items of the same names among them, on an earlier day. */
const EARLIER = [
  'store,item,origin,day,impressions,clicks,orders,revenue,currency',
  'DE Laden,a,AI_GENERATED,2026-01-30,500,40,3,60.00,EUR',
  'DE Laden,b,HUMAN_DESIGNED,2026-01-30,700,50,4,80.00,EUR',
].join('\n');

/** A German export with a day, and a row with more clicks than impressions. */
function germanExport(): string {
  const [header, ...rows] = readFileSync('tests/fixtures/cases/german-thousands-counts.csv', 'utf8')
    .trim()
    .split('\n');
  const withDay = [...rows, 'DE Laden;c;HUMAN_DESIGNED;1.000;2.000;1;19;EUR'].map(
    (row) => `${row};31.01.2026`,
  );
  return [`${header};Tag`, ...withDay].join('\n');
}

const ADD_ANALYST =
  'mutation { addUser(input: { email: "ana@example.com", role: ANALYST }) { signInLink { url } } }';

describeWith(BROWSER)('an analyst with a German export', () => {
  const { held, open, chooseFile, visit } = useVisit();
  let page: Page;
  let totalsBefore: string;
  beforeAll(async () => {
    const { server } = held;
    page = held.page;
    const cookie = await server.signIn();
    expect(await importCounts(server, cookie, EARLIER)).toBe('SUCCEEDED');
    const { addUser } = await server.ask(ADD_ANALYST, { cookie });
    await page.goto(addUser.signInLink.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }, PATIENCE_MS);

  const see = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const choose = async (box: string, option: string) => {
    await page.getByRole('combobox', { name: box }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  /** The totals of the store, as its page shows them. */
  const totals = async () => {
    await page.getByRole('link', { name: 'Stores', exact: true }).click();
    await page.getByRole('link', { name: 'DE Laden' }).click();
    const funnel = page.getByRole('region', { name: 'Funnel' });
    await funnel.getByText('Revenue').first().waitFor();
    return funnel.innerText();
  };

  visit('sees what the store has so far', async () => {
    totalsBefore = await totals();

    expect(totalsBefore).toContain('€60.00');
  });

  visit('is asked how the file writes its numbers', async () => {
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    await chooseFile(germanExport(), 'januar.csv');
    await see('10.000 is 10000 (10 thousand), 1.000 is 1000 (1 thousand), 1.250 is 1250');

    await press('Try without importing');
    expect(await page.evaluate('document.activeElement.value')).toBe('DECIMAL_POINT');
    await page.getByRole('radio', { name: '1.234,50, with a decimal comma' }).check();
    await choose('day comes from', 'Tag');
    await choose('Days and times are written as', '31.01.2026 (dd.mm.yyyy)');
  });

  visit('tries the import, sees the warning, and finds every setting on the way back', async () => {
    await press('Try without importing');
    await see('Finished: 3 of 3 rows would be imported');
    await see('Row 4: more clicks than impressions');

    await page.goBack();
    await see('The first rows, as they would be imported');
    await page.reload();
    await see('The first rows, as they would be imported');

    expect(await page.getByRole('radio', { name: /decimal comma/ }).isChecked()).toBe(true);
    expect(await page.getByRole('combobox', { name: 'Days and times' }).inputValue()).toMatch(
      /^31\.01\.2026/,
    );
    expect(await page.getByRole('combobox', { name: 'day comes from' }).inputValue()).toBe('Tag');
  });

  visit('runs what was tried', async () => {
    await page.goForward();
    await press('Import these rows');
    await see('Finished: 3 of 3 rows imported');
    await see('Row 4: more clicks than impressions');

    // 500 + 10,000 impressions and 60.00 + 1,250.00 EUR of AI items; 700 + 20,000 + 1,000 of the others
    const totalsAfter = await totals();
    for (const total of ['10,500', '€1,310.00', '21,700']) expect(totalsAfter).toContain(total);
  });

  visit('finds the import under the activity and reverts it: the totals are as before', async () => {
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    await page.getByRole('link', { name: 'Import counts: januar.csv', exact: true }).click();
    await press('Revert this import');
    await page.getByRole('dialog').getByRole('button', { name: 'Revert this import' }).click();
    await see('Finished: the import is reverted');
    await page.keyboard.press('Escape');
    await see('This import was reverted');

    expect(await totals()).toBe(totalsBefore);
  });

  visit('sees it as reverted in the list of imports', async () => {
    await open('/w/main/activity/imports');

    await page.getByRole('row', { name: /^januar\.csv.*Reverted/s }).waitFor();
  });

  visit('sees state and menu of each import on a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });

    await page.getByRole('row', { name: /^januar\.csv.*Reverted/s }).waitFor();
    const menu = await page.getByRole('button', { name: 'Actions for counts.csv' }).boundingBox();
    expect(menu!.x + menu!.width).toBeLessThanOrEqual(390);
  });

  it('never made the browser complain', () => {
    expect(held.complaints).toEqual([]);
  });
});
