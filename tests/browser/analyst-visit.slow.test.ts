import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright-core';
import { describeWith } from '../support/run/needs.js';
import { openPage, PATIENCE_MS } from './browser.js';
import { BROWSER, useVisit } from './use-visit.js';

const ADD_ANALYST = `mutation ($email: String!) {
  addUser(input: { email: $email, role: ANALYST }) { signInLink { url } } }`;
const MS_PER_DAY = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * MS_PER_DAY).toISOString().slice(0, 10);
/** The second half of the four weeks of the demo, which end yesterday. */
const DEMO = { first: daysAgo(14), last: daysAgo(1) } as const;

interface StoreRow {
  readonly store: string;
  readonly lift: number;
  readonly lower: number;
  readonly upper: number;
}
interface EstimandRow {
  readonly isHeadline: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

const table = <Row>(csv: string): Row[] => parse<Row>(csv, { columns: true, bom: true, cast: true });

/** A lift as people read it. */
const percent = (lift: number): string => `${lift < 0 ? '−' : '+'}${(Math.abs(lift) * 100).toFixed(1)}%`;

const interval = ({ lower, upper }: { readonly lower: number; readonly upper: number }): string =>
  `${percent(lower)} to ${percent(upper)}`;

describeWith(BROWSER)('the first visit of an analyst', () => {
  const { held, open, visit } = useVisit({ TOILE_DEMO: '1' });
  let page: Page;
  let links: readonly string[];
  beforeAll(async () => {
    page = held.page;
    const { server } = held;
    const cookie = await server.signIn();
    const linkFor = async (email: string) => {
      const { addUser } = await server.ask(ADD_ANALYST, { cookie }, { email });
      return `${server.url}/sign-in${new URL(addUser.signInLink.url).search}`;
    };
    links = [await linkFor('ada@example.com'), await linkFor('grace@example.com')];
    for (;;) {
      const { job } = await server.ask('{ job(id: "1") { status } }', { cookie });
      if (job.status === 'SUCCEEDED') return;
      await sleep(200);
    }
  }, PATIENCE_MS);

  const see = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const signIn = async (visitor: Page, link: string) => {
    await visitor.goto(link);
    await visitor.getByRole('button', { name: 'Sign in' }).click();
    await visitor.waitForURL(({ pathname }) => pathname.startsWith('/w/'));
  };
  /** The number of the chosen card, and its interval. */
  const headlineOn = async (visitor: Page) => {
    const card = visitor.locator('.headline-card[aria-current]');
    const value = await card.locator('.headline-value').innerText();
    const [ends] = /\S+% to \S+%/.exec(await card.innerText()) ?? [];
    return { value, ends };
  };
  const fillPeriod = async (first: string, last: string) => {
    await page.getByLabel('First day').fill(first);
    await page.getByLabel('Last day').fill(last);
    await page.getByRole('button', { name: 'Apply' }).click();
  };
  const download = async (file: string): Promise<string> => {
    await page.getByRole('button', { name: 'Export' }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: file }).click(),
    ]);
    return readFileSync(await saved.path(), 'utf8');
  };

  visit('opens the demo by a link and reads the headline with its interval', async () => {
    await signIn(page, links[0]!);
    await open('/w/demo/lift');
    await page.getByRole('heading', { name: 'Store by store' }).waitFor();
    await see('Simulated data.');

    const { value, ends } = await headlineOn(page);
    expect(value).toMatch(/^[+−]\d+\.\d%$/);
    expect(ends).toBeDefined();
    await see(/^Across \d+ stores, AI items' average click-through rate in search was/);
  });

  visit('chooses a last day before the first, is told so at the field, and mends it', async () => {
    await page.getByRole('button', { name: /^Period:/ }).click();
    await fillPeriod(DEMO.last, DEMO.first);
    const said = await page.getByLabel('Last day').getAttribute('aria-describedby');
    expect(await page.locator(`[id="${said!.split(' ')[0]}"]`).innerText()).toMatch(
      /^The last day, .+, is before the first day, .+\. Change one of them\.$/,
    );

    await fillPeriod(DEMO.first, DEMO.last);
    await page.waitForURL(`**&from=${DEMO.first}&through=${DEMO.last}`);
  });

  visit('compares the period with the one before', async () => {
    await page.getByRole('combobox', { name: 'Compare with' }).click();
    await page.getByRole('option', { name: 'With previous period' }).click();

    const previous = page.getByRole('row', { name: /^Previous period/ });
    await previous.waitFor();
    expect(await previous.innerText()).toMatch(/[+−]\d+\.\d%/);
    const current = await page.getByRole('row', { name: /^This period/ }).innerText();
    expect(current).toContain((await headlineOn(page)).value);
  });

  visit('saves the view', async () => {
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('textbox', { name: 'Name of the current view' }).fill('Late January');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Late January' }).waitFor();
    await page.keyboard.press('Escape');
  });

  visit('shares it with another analyst, who reads the same numbers by its link', async () => {
    const other = await openPage(held.browser);
    await signIn(other, links[1]!);
    await other.goto(page.url());
    await other.getByRole('heading', { name: 'Store by store' }).waitFor();
    await other.getByRole('row', { name: /^Previous period/ }).waitFor();
    expect(await headlineOn(other)).toEqual(await headlineOn(page));

    await other.getByRole('button', { name: 'Saved views' }).click();
    const href = await other.getByRole('link', { name: 'Late January' }).getAttribute('href');
    expect(new URL(href!, page.url()).href).toBe(page.url());
    await other.context().close();
  });

  visit('exports CSV and JSON with the numbers of the page', async () => {
    const shown = await headlineOn(page);
    const store = page.locator('.interval-table', { hasText: 'Relative lift by store' }).locator('tbody tr');
    const name = await store.first().getByRole('link').innerText();
    const row = await store.first().innerText();

    const report = JSON.parse(await download('Whole report (JSON)'));
    expect({ value: percent(report.headline.value), ends: interval(report.headline) }).toEqual(shown);
    const own = report.stores.find((line: { store: { name: string } }) => line.store.name === name);
    expect(row).toContain(percent(own.lift));
    expect(row).toContain(interval(own));

    const estimands = table<EstimandRow>(await download('Estimands (CSV)'));
    const estimand = estimands.find(({ isHeadline }) => isHeadline === 'true')!;
    expect({ value: percent(estimand.value), ends: interval(estimand) }).toEqual(shown);
    const stores = table<StoreRow>(await download('Stores (CSV)'));
    const line = stores.find(({ store: named }) => named === name)!;
    expect([line.lift, line.lower, line.upper]).toEqual([own.lift, own.lower, own.upper]);
    expect(stores).toHaveLength(report.stores.length + report.excluded.length);
  });

  /** Opens what a row names, whose page then has the same lift and interval of a metric. */
  const openRow = async (row: Locator, metric: string) => {
    await row.waitFor();
    const text = await row.innerText();
    const [lift] = /[+−][\d,.]+%/.exec(text)!;
    const [ends] = /[+−]\S+% to [+−]\S+%/.exec(text)!;
    const link = row.getByRole('rowheader').getByRole('link');
    const name = await link.innerText();
    await link.click();

    await page.getByRole('heading', { level: 1, name }).waitFor();
    const same = page.locator('.store-lifts > div', { hasText: metric });
    await same.waitFor();
    expect(await same.innerText()).toContain(lift);
    expect(await same.innerText()).toContain(ends);
  };

  visit('finds the stores where AI items do better, and one of them with the same numbers', async () => {
    await page.getByRole('link', { name: 'Stores', exact: true }).click();
    await page.getByRole('combobox', { name: 'Stores shown' }).click();
    await page.getByRole('option', { name: /^AI items ahead/ }).click();
    await openRow(page.getByRole('row').filter({ hasText: 'AI items ahead' }).first(), 'Search CTR');
  });

  visit('finds the items of that store by their lift, and one of them with the same numbers', async () => {
    await page.getByRole('link', { name: 'Items of this store by their lift' }).click();
    await page.getByRole('heading', { level: 1, name: 'Items' }).waitFor();
    await openRow(page.getByRole('row').filter({ hasText: /% to / }).first(), 'CTR, all scenarios');
  });
});
