import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeWith } from '../support/run/needs.js';
import { BROWSER, useVisit } from './use-visit.js';

describeWith(BROWSER)('a training on its page', () => {
  const { held, open, visit, auditInLightAndDark } = useVisit();
  let page: Page;
  beforeAll(() => {
    page = held.page;
  });

  visit('can be reached with a sign-in link', async () => {
    await page.goto(held.server.signInLink!);
    await page.getByRole('heading', { name: 'Welcome to Toile' }).waitFor();
  });

  visit('shows the loss curve grow while it runs, and is stopped', async () => {
    await open('/w/main/models/train?name=Seen&steps=1000000&groups=10&groupsPerStep=1');
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.waitForURL('**/models/runs/*');

    const curve = page.getByRole('img', { name: /^Line chart: loss of stage reward.* of 1,000,000$/ });
    const [early] = /at step [\d,]+ of 1,000,000$/.exec((await curve.getAttribute('aria-label'))!)!;
    await curve.and(page.locator(`:not([aria-label$="${early}"])`)).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
  });

  visit('keeps to the rules of accessibility on the page of that training', auditInLightAndDark);

  it('never made the browser complain', () => {
    expect(held.complaints).toEqual([]);
  });
});
