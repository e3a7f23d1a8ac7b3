import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Chromium is; `TOILE_CHROMIUM` says otherwise. */
export const CHROMIUM = process.env.TOILE_CHROMIUM || '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long one wait lasts at most, on a machine several times slower than a developer's. */
export const PATIENCE_MS = 120_000;

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** A page on a desktop, without motion, whose every wait is patient. */
export async function openPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

const LOADING = '[role=status]:has-text("Loading"), .mantine-Skeleton-root';

/** Waits until a page has its title and shows what it asked for. Pages that poll never leave the network idle. */
export async function waitForContent(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator(LOADING).first().waitFor({ state: 'detached' });
}

/** Collects what the browser complains about while a page is used: errors, refused content, failed requests. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}
