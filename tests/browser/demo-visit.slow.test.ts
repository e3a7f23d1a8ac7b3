import { expect } from '@jest/globals';
import { describeWith } from '../support/run/needs.js';
import { BROWSER, useVisit } from './use-visit.js';

describeWith(BROWSER)('the first visit with the demo', () => {
  const { held, visit } = useVisit({ TOILE_DEMO: '1' });

  visit('opens the lift of the demo by the printed link alone, labelled as simulated', async () => {
    const { page, server } = held;
    await page.goto(server.signInLink!);

    await page.waitForURL('**/w/demo/lift?metric=SEARCH_CTR');
    await page.getByRole('heading', { name: 'Store by store' }).waitFor();
    await page.getByText('AI items do better').first().waitFor();
    await page.getByText('Simulated data.').waitFor();
    await page.getByRole('link', { name: 'Set a password' }).waitFor();
    expect(held.complaints).toEqual([]);
  });

  visit('leaves the demo for the own data, and dismisses the notice', async () => {
    const { page } = held;
    await page.getByRole('link', { name: 'Go to your own data' }).click();
    await page.getByRole('heading', { name: 'Welcome to Toile' }).waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();

    expect(await page.getByRole('link', { name: 'Set a password' }).count()).toBe(0);
  });
});
