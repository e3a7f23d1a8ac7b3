import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ServerProcess } from '../support/processes/server-process.js';
import { describeWith } from '../support/run/needs.js';
import { answerJobOnce, cutStream } from './job-traffic.js';
import { BROWSER, useVisit } from './use-visit.js';

const PASSWORD = 'a whole sentence is easier';

/** Five shops of ten items each; in every shop the items of origin F get more clicks. The last row is wrong. */
function countsFile(): string {
  const rows = Array.from({ length: 50 }, (_, index) => {
    const shop = Math.floor(index / 10);
    const isAi = index % 2 === 0;
    return `Shop ${shop};S${shop}-${index};${isAi ? 'F' : 'M'};${1000 + index};${isAi ? 60 + shop : 40 + index};5;SEARCH`;
  });
  return ['shop;sku;gender;Impressions;Clicks;Orders;scenario', ...rows, 'Shop 1;S1-x;X;10;1;0;SEARCH'].join(
    '\n',
  );
}

/** One more item in each of the five shops, in columns that need no map. */
const moreCounts = [
  'store,item,origin,scenario,impressions,clicks,orders',
  ...[0, 1, 2, 3, 4].map((shop) => `Shop ${shop},S${shop}-more,AI_GENERATED,SEARCH,900,50,4`),
].join('\n');

describeWith(BROWSER)('the first visit', () => {
  const { held, open, openWhole, chooseFile, visit, fitsPhone } = useVisit();
  let server: ServerProcess;
  let page: Page;
  let complaints: string[];
  beforeAll(() => {
    ({ server, page, complaints } = held);
  });

  const see = (text: string | RegExp) => page.getByText(text).waitFor();
  const choose = async (box: string, option: string) => {
    await page.getByRole('combobox', { name: box }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  visit('signs in by the printed link alone and sets a password, without an old one', async () => {
    await page.goto(server.signInLink!);
    await page.getByRole('heading', { name: 'Welcome to Toile' }).waitFor();

    await page.getByRole('link', { name: 'Set a password' }).click();
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('New password again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Save the password' }).click();

    await page.getByLabel('Current password').waitFor();
    expect(await page.getByRole('link', { name: 'Set a password' }).count()).toBe(0);
  });

  visit('is led to a first import', async () => {
    await page.getByRole('link', { name: 'Lift', exact: true }).click();
    await page.getByRole('link', { name: 'Import counts' }).click();
    await page.waitForURL('**/w/main/import?kind=COUNTS');
  });

  visit('maps columns and values, tries the import, runs it and reads the report', async () => {
    await chooseFile(countsFile());
    await see(/^Nothing fills origin: choose a column/);
    await choose('store comes from', 'shop');
    await choose('item comes from', 'sku');
    await choose('origin comes from', 'gender');
    await choose('origin of F', 'AI_GENERATED');
    await choose('origin of M', 'HUMAN_DESIGNED');
    await page.getByRole('button', { name: 'Try without importing' }).click();
    await see('Nothing was changed.');
    await page.getByRole('button', { name: 'Import these rows' }).click();

    await see(/^Rows imported$/);
    await see(/^50 of 51$/);
    await see('gender is "X", its map only knows F, M');
  });

  visit('reads the lift with its interval, narrows it in the address and finds the store', async () => {
    await page.getByRole('link', { name: 'See the lift' }).click();
    await page.getByRole('heading', { name: 'Store by store' }).waitFor();
    await page
      .getByText(/95% interval/)
      .first()
      .waitFor();
    await page
      .getByRole('row', { name: /^Shop / })
      .nth(4)
      .waitFor();
    expect(await page.getByRole('row', { name: /^Shop / }).count()).toBe(5);

    await choose('Confidence of the intervals', '99% intervals');
    await page.waitForURL('**confidence=0.99');
    await page.getByRole('columnheader', { name: '99% interval' }).first().waitFor();
    await page.getByRole('link', { name: 'Shop 3' }).click();

    await page.getByRole('heading', { level: 1, name: 'Shop 3' }).waitFor();
    await see('5 AI items, 5 human-designed');
  });

  visit('is told at the field what is wrong with a filter, saves a view and follows its link', async () => {
    await open('/w/main/lift?metric=CONVERSION_RATE&from=yesterday');
    await page
      .getByText(/^“yesterday” is not a day/)
      .first()
      .waitFor();
    expect(await page.getByRole('navigation', { name: 'Metric' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Remove “yesterday”' }).click();
    await page.getByRole('heading', { name: 'Store by store' }).waitFor();

    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('textbox', { name: 'Name of the current view' }).fill('Orders');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy link to Orders' }).click();
    await page.goto(await page.evaluate<string>('navigator.clipboard.readText()'));

    await page.getByRole('heading', { name: 'Conversion rate' }).waitFor();
    expect(await page.title()).toBe('Conversion rate · Lift · Main · Toile');
  });

  visit('adds up two choices that come faster than the page is drawn', async () => {
    await open('/w/main/lift');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByText('Low price').waitFor();

    await page.evaluate(`(async () => {
      for (const band of ['LOW', 'HIGH']) {
        document.querySelector('input[value=' + band + ']').click();
        await null;
      }
    })()`);

    await page.waitForURL(/price=LOW&price=HIGH/);
  });

  visit('follows a job through the stream alone', async () => {
    const jobQueries = await answerJobOnce(page);
    await open('/w/main/import?kind=COUNTS');
    await chooseFile(moreCounts);
    await page.getByRole('button', { name: 'Import', exact: true }).click();

    await see(/^5 of 5$/);
    expect(jobQueries.answered).toBe(1);
    await page.unrouteAll();
  });

  visit(
    'asks for the job again and again where there is no stream, and imports a file again only when told to',
    async () => {
      const complained = complaints.length;
      await cutStream(page);
      await page.getByRole('button', { name: 'Import another file' }).click();
      await chooseFile(moreCounts);
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await see(/The same file was imported .*, so nothing was counted twice/);
      await page.unrouteAll();
      complaints.splice(complained); // the browser's own words about the cut stream

      await page.getByRole('button', { name: 'Import it again' }).click();
      await see('5 totals replaced');
    },
  );

  visit('edits a store, the scenario of a list, and adds a workspace', async () => {
    await open('/w/main/stores?search=Shop 3');
    await page.getByRole('link', { name: 'Shop 3' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Add an attribute' }).click();
    await page.getByLabel('Name of attribute 1').fill('country');
    await page.getByLabel('Value of attribute 1').fill('FR');
    await page.getByRole('button', { name: 'Save' }).click();
    await see('6 AI items, 5 human-designed · country FR');
    await see('No merchant sees this store yet.');

    await open('/w/main/settings/workspace');
    await page.getByRole('button', { name: 'Add a list' }).click();
    await page.getByLabel('list_id 1').fill('home-feed');
    await choose('Scenario of home-feed', 'Recommendation');
    await page.getByRole('button', { name: 'Save' }).last().click();
    await see('The lists are saved.');

    await page.getByRole('button', { name: 'Add a workspace' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Spring trial');
    await page.getByRole('button', { name: 'Add and open it' }).click();
    await page.getByRole('heading', { name: 'Welcome to Toile' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/w/spring-trial/lift');
  });

  visit('fits a phone', () => fitsPhone('/w/main/lift'));

  visit('keeps the closed menu of a phone out of the way of the keyboard', async () => {
    await openWhole('/w/main/help');
    const burger = page.getByRole('button', { name: 'Open the menu' });
    await burger.focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().x')).toBeGreaterThanOrEqual(0);
    expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(0);

    await burger.click();
    await page.getByRole('button', { name: 'Close the menu' }).last().click();
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Open the menu');
  });

  visit('can be left by keyboard on a phone and is signed out', async () => {
    await openWhole('/w/main/help');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('button', { name: /account menu/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Toile' }).waitFor();
  });

  visit('comes back after signing in to the page that was asked for', async () => {
    await open('/w/main/stores?search=Shop');
    await page.getByLabel('E-mail').fill('admin@localhost');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.waitForURL('**/w/main/stores?search=Shop');
  });

  it('never made the browser complain', () => {
    expect(complaints).toEqual([]);
  });
});
