import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { dataFolder, ServerProcess } from '../support/server-process.js';
import { violationsOf } from './audit.js';
import { complaintsOf, hasBrowser, openBrowser } from './browser.js';
import { answerJobOnce, cutStream } from './job-traffic.js';

const PATIENCE_MS = 120_000;
const PASSWORD = 'a whole sentence is easier';

const PAGES = [
  'lift',
  'lift?metric=RECOMMENDATION_CTR',
  'stores',
  'items',
  'models/versions',
  'models/try',
  'models/runs',
  'models/train',
  'models/evaluate',
  'import',
  'activity/jobs',
  'activity/events',
  'settings/account',
  'settings/workspace',
  'settings/people',
  'settings/keys',
  'settings/audit',
  'help',
];

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
  const see = (text: string | RegExp) =>
    page
      .getByText(text)
      .waitFor()
      .catch(async ({ message }) => {
        throw new Error(`${message}\nThe page says:\n${await page.locator('body').innerText()}`);
      });
  const chooseFile = (text: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'counts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
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
      await chooseFile(countsFile());
      await see(/Choose which column .*origin comes? from/);
      await choose('store comes from', 'shop');
      await choose('item comes from', 'sku');
      await choose('origin comes from', 'gender');
      await choose('origin of F', 'AI_GENERATED');
      await choose('origin of M', 'HUMAN_DESIGNED');
      await page.getByRole('button', { name: 'Try without importing' }).click();
      await see('Nothing was changed.');
      await page.getByRole('button', { name: 'Go back to run it' }).click();
      await page.getByRole('button', { name: 'Import', exact: true }).click();

      await see('Rows that went in');
      await see('50 of 51');
      await see('gender is "X", its map only knows F, M');
    },
    PATIENCE_MS,
  );

  it(
    'reads the lift with its interval, narrows it in the address and finds the store',
    async () => {
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
    },
    PATIENCE_MS,
  );

  it(
    'adds up two choices that come faster than the page is drawn',
    async () => {
      await open('/w/main/lift');
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByRole('checkbox', { name: 'Low price' }).waitFor();

      await page.evaluate(`(async () => {
        for (const band of ['LOW', 'HIGH']) {
          document.querySelector('input[value=' + band + ']').click();
          await null;
        }
      })()`);

      await page.waitForURL(/price=LOW&price=HIGH/);
    },
    PATIENCE_MS,
  );

  it(
    'follows a job through the stream alone',
    async () => {
      const jobQueries = await answerJobOnce(page);
      await open('/w/main/import?kind=COUNTS');
      await chooseFile(moreCounts);
      await page.getByRole('button', { name: 'Import', exact: true }).click();

      await see('5 of 5');
      expect(jobQueries.answered).toBe(1);
      await page.unrouteAll();
    },
    PATIENCE_MS,
  );

  it(
    'asks for the job again and again where there is no stream, and imports a file again only when told to',
    async () => {
      const complained = complaints.length;
      await cutStream(page);
      await page.getByRole('button', { name: 'Import another file' }).click();
      await chooseFile(moreCounts);
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await see('This file is in already');
      await page.unrouteAll();
      complaints.splice(complained); // the browser's own words about the cut stream

      await page.getByRole('button', { name: 'go back', exact: true }).click();
      await page.getByLabel('Import again').check();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await see('5 rows that replaced earlier ones');
    },
    PATIENCE_MS,
  );

  it(
    'edits a store, the scenario of a list, and adds a workspace',
    async () => {
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
    },
    PATIENCE_MS,
  );

  it(
    'trains a model, sees the loss curve grow while it runs, and stops it',
    async () => {
      await open('/w/main/models/train?name=Seen&steps=5000&groups=10&groupsPerStep=1');
      await page.getByRole('button', { name: 'Start training' }).click();
      await page.waitForURL('**/models/runs/*');

      const curve = page.getByRole('img', { name: /^Line chart: loss of stage reward/ });
      const early = await curve.getAttribute('aria-label');
      await page.locator(`[role=img]:not([aria-label="${early}"])[aria-label$="of 5,000"]`).waitFor();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('Cancelled', { exact: true }).first().waitFor();
    },
    PATIENCE_MS,
  );

  it(
    'keeps to the rules of accessibility on every page, in light and dark',
    async () => {
      const found: Record<string, string[]> = {};
      const audit = async (path: string) => {
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          const violations = await violationsOf(page);
          if (violations.length > 0) found[`${path} ${colorScheme}`] = violations;
        }
      };
      await audit('welcome');
      for (const path of PAGES) {
        await open(`/w/main/${path}`);
        await page.waitForLoadState('networkidle');
        await audit(path);
      }
      for (const path of ['stores', 'items']) {
        await open(`/w/main/${path}`);
        await page.locator(`main a[href^="/w/main/${path}/"]`).first().click();
        await page.waitForLoadState('networkidle');
        await audit(`one of ${path}`);
      }

      expect(found).toEqual({});
    },
    PATIENCE_MS,
  );

  it(
    'fits a phone, can be left by keyboard and is signed out',
    async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      for (const path of PAGES) {
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
