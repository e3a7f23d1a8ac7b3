import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Browser, errors, type Page } from 'playwright-core';
import { dataFolder, ServerProcess, type Settings } from '../support/processes/server-process.js';
import { program } from '../support/run/needs.js';
import { violationsIn } from './audit.js';
import { CHROMIUM, complaintsOf, openBrowser, openPage, PATIENCE_MS, waitForContent } from './browser.js';
import { cutFocusRings } from './focus-rings.js';
import { faintPlaceholders } from './placeholders.js';

export const BROWSER = program(CHROMIUM, `no browser at ${CHROMIUM}: install chromium or set TOILE_CHROMIUM`);

/** What the page is, then the workspace, then the product. */
const TAB_TITLE = /^.+ · .+ · Toile$/;

/** Longer than a wait, so that one in vain says what it was for. */
const LIMIT_MS = PATIENCE_MS + 60_000;

/** A server, a browser and a page in it for the tests of one `describe`: read the fields inside tests. */
export function useVisit(settings: Settings = {}) {
  const data = dataFolder();
  const held = {} as { server: ServerProcess; browser: Browser; page: Page; complaints: string[] };
  let hasWaitedInVain = false;

  beforeAll(async () => {
    [held.server, held.browser] = await Promise.all([
      ServerProcess.start({ TOILE_DATA_DIR: data.path, ...settings }),
      openBrowser(),
    ]);
    held.page = await openPage(held.browser);
    held.complaints = complaintsOf(held.page);
  }, LIMIT_MS);

  afterAll(async () => {
    await held.browser?.close();
    await held.server?.stop();
    data.remove();
  }, LIMIT_MS);

  const open = (path: string) => held.page.goto(`${held.server.url}${path}`);

  const openWhole = (path: string) => open(path).then(() => waitForContent(held.page));

  return {
    held,
    open,
    openWhole,
    chooseFile: (text: string, name = 'counts.csv') =>
      held.page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }),

    /** A test that says what the page shows where it fails. After a wait in vain the others would wait as long: not tried. */
    visit: (sentence: string, steps: () => Promise<void>) =>
      it(
        sentence,
        async () => {
          if (hasWaitedInVain) throw new Error('Not tried, since an earlier test waited in vain');
          await steps().catch(async (error: Error) => {
            hasWaitedInVain = error instanceof errors.TimeoutError;
            const text = await held.page.locator('body').innerText();
            throw new Error(`${error.message}\nThe page ${held.page.url()} says:\n${text}`, { cause: error });
          });
        },
        LIMIT_MS,
      ),

    /** Accessibility by axe-core in both schemes, legible placeholders, whole focus rings, and the workspace in the tab. */
    async auditInLightAndDark() {
      expect(await held.page.title()).toMatch(TAB_TITLE);
      for (const scheme of ['dark', 'light'] as const) {
        expect(await violationsIn(held.page, scheme)).toEqual([]);
        expect(await faintPlaceholders(held.page)).toEqual([]);
      }
      expect(await cutFocusRings(held.page)).toEqual([]);
    },

    /** Opens a page on a phone, where nothing of it may stick out of the screen, and no focus ring be cut off. */
    async fitsPhone(path: string) {
      await held.page.setViewportSize({ width: 390, height: 844 });
      await openWhole(path);
      expect(await held.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      expect(await cutFocusRings(held.page)).toEqual([]);
      expect(await violationsIn(held.page, 'light')).toEqual([]); // what scrolls on a phone only must be reached by keyboard
    },
  };
}
