import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { importCounts } from '../support/processes/counts.js';
import { describeWith } from '../support/run/needs.js';
import { openPage, PATIENCE_MS, waitForContent } from './browser.js';
import { BROWSER, useVisit } from './use-visit.js';

const COUNTS = [
  'store,item,origin,scenario,impressions,clicks,orders',
  ...['Nord', 'Süd'].flatMap((shop) => [
    `${shop},${shop}-a,AI_GENERATED,SEARCH,900,50,4`,
    `${shop},${shop}-b,HUMAN_DESIGNED,SEARCH,900,40,4`,
  ]),
].join('\n');

describeWith(BROWSER)('deleting a store and a workspace', () => {
  const { held, open, openWhole, visit, auditInLightAndDark } = useVisit();
  let page: Page;
  let cookie: string;
  let spring: { readonly id: string; readonly slug: string };
  beforeAll(async () => {
    const { server } = held;
    page = held.page;
    cookie = await server.signIn();
    const [name, value] = cookie.split('=') as [string, string];
    await page.context().addCookies([{ name, value, url: server.url }]);
    expect(await importCounts(server, cookie, COUNTS)).toBe('SUCCEEDED');
    const added = await server.ask('mutation { addWorkspace(input: { name: "Spring trial" }) { id slug } }', {
      cookie,
    });
    spring = added.addWorkspace;
  }, PATIENCE_MS);

  const dialog = () => page.getByRole('dialog');
  const photographed = async (name: string) => {
    const folder = process.env.TOILE_SCREENSHOTS;
    if (!folder) return;
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 844 });
        await page.waitForTimeout(300);
        await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png` });
      }
    await page.setViewportSize({ width: 1280, height: 900 });
  };

  visit('says what goes with a store, and wants its name typed', async () => {
    await openWhole('/w/main/stores');
    await page.getByRole('link', { name: 'Nord' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nord' }).waitFor();
    await waitForContent(page);
    await page.getByRole('button', { name: 'Delete this store…' }).scrollIntoViewIfNeeded();
    await photographed('store-panel');
    await page.getByRole('button', { name: 'Delete this store…' }).click();

    await dialog().getByText('2 imported totals').waitFor();
    const confirm = dialog().getByRole('button', { name: 'Delete this store', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog().getByLabel('Type “Nord” to confirm').fill('Süd');
    expect(await confirm.isDisabled()).toBe(true);
    await auditInLightAndDark();
    await dialog().getByLabel('Type “Nord” to confirm').fill('Nord');
    await photographed('store-dialog');
    expect(await confirm.isEnabled()).toBe(true);
  });

  visit('leads back to the stores that are left, and to their numbers', async () => {
    await dialog().getByRole('button', { name: 'Delete this store', exact: true }).click();
    await page.waitForURL('**/w/main/stores');
    await page.getByText('The store “Nord” is deleted.').waitFor();
    await page.getByRole('link', { name: 'Süd' }).waitFor();
    await photographed('store-gone');

    expect(await page.getByRole('link', { name: 'Nord' }).count()).toBe(0);
    await openWhole('/w/main/activity/jobs');
    await page.getByText('Delete store Nord').waitFor();
  });

  visit('says why the default workspace cannot be deleted', async () => {
    await openWhole('/w/main/settings/workspace');
    await page.getByText('This is the default workspace.', { exact: false }).waitFor();
    await photographed('default-workspace');
    expect(await page.getByRole('button', { name: 'Delete this workspace…' }).count()).toBe(0);
  });

  visit('deletes a workspace, and leads to the default one', async () => {
    await openWhole(`/w/${spring.slug}/settings/workspace`);
    await page.getByRole('button', { name: 'Delete this workspace…' }).click();
    await dialog().getByLabel('Type “Spring trial” to confirm').fill('Spring trial');
    await photographed('workspace-dialog');
    const other = await openPage(held.browser);
    const [name, value] = cookie.split('=') as [string, string];
    await other.context().addCookies([{ name, value, url: held.server.url }]);
    await other.goto(`${held.server.url}/w/${spring.slug}/stores`);
    await other.getByRole('link', { name: 'Items', exact: true }).waitFor();

    await dialog().getByRole('button', { name: 'Delete this workspace', exact: true }).click();
    await page.waitForURL('**/w/main/lift');
    await page.getByText('The workspace “Spring trial” is deleted.').waitFor();
    await photographed('workspace-gone');

    await other.getByRole('link', { name: 'Items', exact: true }).click();
    await other.getByRole('heading', { name: 'This workspace does not exist' }).waitFor();
    await other.getByRole('link', { name: 'Go to the start page' }).click();
    await other.waitForURL('**/w/main/lift');
    await other.context().close();
    await open(`/w/${spring.slug}/lift`);
    await page.getByRole('heading', { name: 'This workspace does not exist' }).waitFor();
    await photographed('no-workspace');
  });

  it('never made the browser complain', () => {
    expect(held.complaints).toEqual([]);
  });
});
