import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Asked inside the page: one line a violation, with the first element that has it and why. */
const QUESTION = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity) // the bar of a job that runs never ends
  .map(({ finished }) => finished))
  .then(() => axe.run(document, { resultTypes: ['violations'] })).then(({ violations }) =>
  violations
    .map(({ id, nodes: [first] }) => id + ': ' + first.html.slice(0, 200) + ' ' + first.failureSummary))`;

/** The violations that axe-core finds on a page as it stands, once it has taken on the scheme. */
export async function violationsIn(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  await page.evaluate(AXE);
  return page.evaluate<string[]>(QUESTION);
}
