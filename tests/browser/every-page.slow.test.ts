import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { importCounts } from '../support/processes/counts.js';
import type { ServerProcess } from '../support/processes/server-process.js';
import { describeWith } from '../support/run/needs.js';
import { PATIENCE_MS, waitForContent } from './browser.js';
import { BROWSER, useVisit } from './use-visit.js';

const PAGES = [
  'lift',
  'lift?metric=RECOMMENDATION_CTR',
  'lift?metric=REVENUE_PER_IMPRESSION',
  'lift?metric=CTR&from=2026-01-01&through=2026-01-31&compare=PREVIOUS_PERIOD',
  'lift?metric=CTR&from=yesterday&scenario=HOME',
  'stores',
  'stores?metric=CTR&view=cards&show=UNCLEAR',
  'stores?metric=CTR&from=2026-02-01&through=2026-01-01',
  'items',
  'calculators/significance',
  'calculators/significance?name=A&name=B&name=C&units=900&units=910&units=700&sum=90&sum=130&sum=80&margin=5&planned=3000',
  'calculators/significance?kind=SUM&units=4,5&sum=x&confidence=200',
  'calculators/sample-ratio?units=821588&units=815482',
  'calculators/sample-size?baseline=4&effect=10&perDay=2000&units=20000',
  'calculators/stores?sd=45&effect=13.35&units=60',
  'models/versions',
  'models/try',
  'models/runs',
  'models/train',
  'models/evaluate',
  'import',
  'activity/jobs',
  'activity/imports',
  'activity/events',
  'settings/account',
  'settings/workspace',
  'settings/people',
  'settings/keys',
  'settings/audit',
  'help',
];

/** Lists whose rows have pages of their own. */
const LISTS = ['stores', 'items', 'models/versions', 'models/runs'];

/** Pages that are other without data than with them, and an address without a page. */
const EMPTY_PAGES = ['stores', 'items', 'models/runs', 'activity/imports', 'activity/events', 'nowhere'];

/** Two items in each of five shops, whose orders have no amount, clicks without as many impressions, and a row that is wrong. */
const COUNTS = [
  'store,item,origin,scenario,impressions,clicks,orders',
  ...[0, 1, 2, 3, 4].flatMap((shop) => [
    `Shop ${shop},S${shop}-a,AI_GENERATED,SEARCH,900,${50 + shop},4`,
    `Shop ${shop},S${shop}-b,HUMAN_DESIGNED,SEARCH,900,${40 + shop},4`,
  ]),
  'Shop 1,S1-c,HUMAN_DESIGNED,SEARCH,10,14,0',
  'Shop 2,S2-c,AI_GENERATED,SEARCH,10,2000,0',
  'Shop 1,S1-x,ELSEWHERE,SEARCH,10,1,0',
].join('\n');

const FILL = `mutation ($store: ID!) {
  changeStore(input: { id: $store, attributes: [{ name: "country", value: "FR" }] }) { id }
  changeWorkspace(input: { listScenarios: [{ listId: "home-feed", scenario: RECOMMENDATION }] }) { id }
  addWorkspace(input: { name: "Spring trial" }) { id } }`;

/** Waits until the demonstration models can be trained on: the first start registers them in the background. */
async function modelsInProduction(server: ServerProcess, cookie: string): Promise<void> {
  for (;;) {
    const { modelVersions } = await server.ask('{ modelVersions(stage: PRODUCTION) { kind } }', { cookie });
    if (modelVersions.length === 2) return;
    await sleep(200);
  }
}

describeWith(BROWSER)('every page, with a little of everything', () => {
  const { held, open, openWhole, chooseFile, visit, auditInLightAndDark, fitsPhone } = useVisit();
  let page: Page;
  beforeAll(async () => {
    const { server } = held;
    page = held.page;
    const cookie = await server.signIn();
    const [name, value] = cookie.split('=') as [string, string];
    await page.context().addCookies([{ name, value, url: server.url }]);
    expect(await importCounts(server, cookie, COUNTS)).toBe('SUCCEEDED');
    const { stores } = await server.ask('{ stores(first: 1) { edges { node { id } } } }', { cookie });
    await server.ask(FILL, { cookie }, { store: stores.edges[0].node.id });
    await modelsInProduction(server, cookie);
  }, PATIENCE_MS);

  visit('trains a model', async () => {
    await open('/w/main/models/train?name=Seen&steps=1&groups=10&groupsPerStep=1');
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.waitForURL('**/models/runs/*');
    await page.getByText('Done', { exact: true }).first().waitFor();
  });

  visit('keeps to the rules of accessibility on the page of that training', auditInLightAndDark);

  visit('keeps to the rules of accessibility where it welcomes', async () => {
    await openWhole('/w/spring-trial/lift');
    await page.getByRole('heading', { name: 'Welcome to Toile' }).waitFor();
    await auditInLightAndDark();
  });

  visit('keeps to the rules of accessibility where nothing is', async () => {
    for (const path of EMPTY_PAGES) {
      await openWhole(`/w/spring-trial/${path}`);
      await auditInLightAndDark();
    }
  });

  visit('keeps to the rules of accessibility on an import with faults', async () => {
    await openWhole('/w/main/import');
    await chooseFile('store;item;impressions;clicks;orders\nShop 1;a;1.000;2.000;1\nShop 1;b;x;1;1');
    await page.getByText(/^Nothing fills origin: choose a column/).waitFor();
    await page.getByText('Try without importing').waitFor();
    await auditInLightAndDark();
  });

  for (const path of PAGES)
    visit(`keeps to the rules of accessibility on ${path}`, async () => {
      await openWhole(`/w/main/${path}`);
      await auditInLightAndDark();
    });

  const linkToOneOf = async (path: string) => {
    await openWhole(`/w/main/${path}`);
    return page.locator(`main a[href^="/w/main/${path}/"]`).first();
  };

  for (const path of LISTS)
    visit(`keeps to the rules of accessibility on one of ${path}`, async () => {
      const link = await linkToOneOf(path);
      const [name] = (await link.innerText()).split('\n');
      await link.click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await waitForContent(page);
      await auditInLightAndDark();
    });

  for (const path of PAGES) visit(`fits a phone on ${path}`, () => fitsPhone(`/w/main/${path}`));

  for (const path of LISTS)
    visit(`fits a phone on one of ${path}`, async () => {
      const address = await linkToOneOf(path).then((link) => link.getAttribute('href'));
      await fitsPhone(address!);
    });

  it('never made the browser complain', () => {
    expect(held.complaints).toEqual([]);
  });
});
