import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { dataFolder, ServerProcess } from '../support/server-process.js';
import { complaintsOf, hasBrowser, openBrowser } from './browser.js';

const PATIENCE_MS = 60_000;
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

const title = hasBrowser()
  ? 'the first visit'
  : 'the first visit (no Chromium: install it or set TOILE_CHROMIUM)';
const describeInBrowser = hasBrowser() ? describe : describe.skip;

describeInBrowser(title, () => {
  const data = dataFolder();
  let server: ServerProcess;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      ServerProcess.start({ TOILE_DATA_DIR: data.path }),
      openBrowser(),
    ]);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    complaints = complaintsOf(page);
  }, PATIENCE_MS);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    data.remove();
  }, PATIENCE_MS);

  const open = (path: string) => page.goto(`${server.url}${path}`);
  const choose = async (box: string, option: string) => {
    await page.getByRole('combobox', { name: box }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  it(
    'signs in by the printed link, sets a password and is led to a first import',
    async () => {
      await page.goto(server.signInLink!);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
      await page.getByLabel('New password again').fill(PASSWORD);
      await page.getByRole('button', { name: 'Save the password' }).click();

      await page.getByRole('heading', { name: 'Welcome to Toile' }).waitFor();
      await page.getByRole('link', { name: 'Import counts' }).click();
      await page.waitForURL('**/w/main/import?kind=COUNTS');
    },
    PATIENCE_MS,
  );

  it(
    'maps columns and values, tries the import, runs it and reads the report',
    async () => {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'counts.csv', mimeType: 'text/csv', buffer: Buffer.from(countsFile()) });
      await choose('store comes from', 'shop');
      await choose('item comes from', 'sku');
      await choose('origin comes from', 'gender');
      await choose('origin of F', 'AI_GENERATED');
      await choose('origin of M', 'HUMAN_DESIGNED');
      await page.getByRole('button', { name: 'Try without importing' }).click();
      await page.getByText('Nothing was changed.').waitFor();
      await page.getByRole('button', { name: 'Go back to run it' }).click();
      await page.getByRole('button', { name: 'Import', exact: true }).click();

      await page.getByText('Rows that went in').waitFor();
      expect(await page.getByText('50 of 51').isVisible()).toBe(true);
      expect(await page.getByText('gender is "X", its map only knows F, M').isVisible()).toBe(true);
    },
    PATIENCE_MS,
  );

  it(
    'reads the lift with its interval, narrows it in the address and finds the store',
    async () => {
      await page.getByRole('link', { name: 'See the lift' }).click();
      await page.getByRole('heading', { name: 'Store by store' }).waitFor();
      expect(await page.getByText(/95% interval/).count()).toBeGreaterThan(0);
      expect(await page.getByRole('row', { name: /^Shop / }).count()).toBe(5);

      await choose('Confidence of the intervals', '99% intervals');
      await page.waitForURL('**confidence=0.99');
      await page.getByRole('columnheader', { name: '99% interval' }).first().waitFor();
      await page.getByRole('link', { name: 'Shop 3' }).click();

      await page.getByRole('heading', { level: 1, name: 'Shop 3' }).waitFor();
      expect(await page.getByText('5 AI items, 5 human-designed').isVisible()).toBe(true);
    },
    PATIENCE_MS,
  );

  it(
    'fits a phone, can be left by keyboard and is signed out',
    async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      for (const path of ['lift', 'stores', 'items', 'import', 'activity/jobs', 'settings/people', 'help']) {
        await open(`/w/main/${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        const excess = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect({ path, excess }).toEqual({ path, excess: 0 });
      }

      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
      await page.getByRole('button', { name: 'Open the menu' }).click();
      await page.getByRole('button', { name: /account menu/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in to Toile' }).waitFor();
    },
    PATIENCE_MS,
  );

  it(
    'comes back after signing in to the page that was asked for',
    async () => {
      await open('/w/main/stores?search=Shop');
      await page.getByLabel('E-mail').fill('admin@localhost');
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();

      await page.waitForURL('**/w/main/stores?search=Shop');
    },
    PATIENCE_MS,
  );

  it('never made the browser complain', () => {
    expect(complaints).toEqual([]);
  });
});
