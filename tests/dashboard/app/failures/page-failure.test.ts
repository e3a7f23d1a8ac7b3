import { expect, it } from '@jest/globals';
import { pageFailure } from '../../../../dashboard/app/failures/page-failure.js';

const refused = () => Promise.reject(new TypeError('Failed to fetch'));
const answers = (status: number) => () => Promise.resolve({ status });

/** What Chromium, Firefox, Safari and Vite's loader of style sheets say of a file that cannot be loaded. */
const NOT_LOADED = [
  'Failed to fetch dynamically imported module: http://localhost:8080/assets/RunsPanel-B1.js',
  'error loading dynamically imported module: http://localhost:8080/assets/RunsPanel-B1.js',
  'Importing a module script failed.',
  'Unable to preload CSS for /assets/RunsPanel-B1.css',
];

it.each(NOT_LOADED)('blames an upgrade only where the server answers: %s', async (message) => {
  const error = new TypeError(message);

  expect(await pageFailure(error, answers(200))).toBe('UPGRADED');
  expect(await pageFailure(error, refused)).toBe('UNREACHABLE');
  expect(await pageFailure(error, answers(502))).toBe('UNREACHABLE');
});

it('does not blame the server for a page that cannot be drawn', async () => {
  expect(await pageFailure(new TypeError("can't access property x"), refused)).toBe('BROKEN');
});
