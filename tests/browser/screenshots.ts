import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { complaintsOf, openBrowser } from './browser.js';

/**
 * Photographs every page of a running server in light and dark, on a desktop and on a phone, for people to look at:
 * `node dist/tests/browser/screenshots.js SIGN_IN_LINK FOLDER [WORKSPACE]`.
 */
const PAGES = {
  lift: 'lift',
  conversion: 'lift?metric=CONVERSION_RATE&confidence=0.9',
  'by-attribute': 'lift?by=STORE_ATTRIBUTE',
  stores: 'stores',
  items: 'items',
  versions: 'models/versions',
  try: 'models/try',
  runs: 'models/runs',
  train: 'models/train',
  evaluate: 'models/evaluate',
  import: 'import',
  jobs: 'activity/jobs',
  events: 'activity/events',
  account: 'settings/account',
  workspace: 'settings/workspace',
  people: 'settings/people',
  keys: 'settings/keys',
  audit: 'settings/audit',
  help: 'help',
};
const SCHEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];

type Look = { readonly scheme: (typeof SCHEMES)[number]; readonly size: (typeof SIZES)[number] };
type SignedIn = Awaited<ReturnType<typeof signIn>>;

async function signIn(browser: Browser, link: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Go on without changing the password').click();
  await page.waitForURL(/\/w\//);
  return context.storageState();
}

async function photograph(browser: Browser, state: SignedIn, { scheme, size }: Look): Promise<void> {
  const context = await browser.newContext({
    storageState: state,
    viewport: size,
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  for (const [name, path] of Object.entries(PAGES)) {
    await page.goto(`${origin}/w/${workspace}/${path}`);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(folder, `${name}-${scheme}-${size.width}.png`), fullPage: true });
  }
  for (const complaint of complaints) process.stderr.write(`${scheme} ${size.width}: ${complaint}\n`);
  await context.close();
}

const [, , link = '', folder = '', workspace = 'demo'] = process.argv;
const { origin } = new URL(link);
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const state = await signIn(browser, link);
for (const scheme of SCHEMES) for (const size of SIZES) await photograph(browser, state, { scheme, size });
await browser.close();
