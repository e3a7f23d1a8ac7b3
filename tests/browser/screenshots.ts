import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { complaintsOf, openBrowser } from './browser.js';

/**
 * Photographs every page of a running server in light and dark, on a desktop and on a phone, for people to look at;
 * among them a training whose curve grows, and images for two stores side by side, which it makes first. With
 * `loading` or `failing` it shows the pages as they are while answers are on their way, or where none comes; a
 * workspace without data shows them empty:
 * `node dist/tests/browser/screenshots.js SIGN_IN_LINK FOLDER [WORKSPACE] [loading|failing]`.
 */
const PAGES = {
  lift: 'lift',
  conversion: 'lift?metric=CONVERSION_RATE&confidence=0.9',
  'by-attribute': 'lift?by=STORE_ATTRIBUTE',
  compared: 'lift?from=2026-01-15&through=2026-01-28&compare=PREVIOUS_PERIOD',
  'wrong-filters': 'lift?metric=CTR&from=yesterday&scenario=HOME',
  stores: 'stores',
  items: 'items',
  significance: 'calculators/significance?units=44700&units=45489&sum=8502&sum=8279',
  'sample-ratio': 'calculators/sample-ratio?units=821588&units=815482',
  'sample-size': 'calculators/sample-size?baseline=4&effect=10&perDay=2000&units=20000',
  'stores-needed': 'calculators/stores?sd=45&effect=13.35&units=60',
  versions: 'models/versions',
  try: 'models/try',
  runs: 'models/runs',
  train: 'models/train',
  evaluate: 'models/evaluate',
  import: 'import',
  jobs: 'activity/jobs',
  imports: 'activity/imports',
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

const DRAWING_MS = 300_000;
/** After so long a page shows that it waits, or has tried again in vain. */
const SETTLING_MS = 1_500;
const PROMPT = 'navy, solid, a-line, midi, dress, v-neck';
const TRAINING = 'name=Photographed&steps=3000&groups=10&groupsPerStep=1';

/** Pages of runs by name, once there are runs. */
type RunPages = { readonly run: string; readonly drawn: string };

type Look = {
  readonly state: SignedIn;
  readonly pages: Readonly<Record<string, string>>;
  readonly scheme: (typeof SCHEMES)[number];
  readonly size: (typeof SIZES)[number];
};
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

const addressOf = (path: string) => `${origin}/w/${workspace}/${path}`;
const pathOf = (page: Page) => page.url().slice(addressOf('').length);
const lossCurve = (page: Page) => page.getByRole('img', { name: /^Line chart: loss/ });

/** Leaves a training running. */
async function makeRuns(page: Page): Promise<RunPages> {
  const drawn = await drawSideBySide(page);
  return { drawn, run: await startTraining(page) };
}

async function drawSideBySide(page: Page): Promise<string> {
  await page.goto(addressOf(`models/try?count=2&seed=1&prompt=${encodeURIComponent(PROMPT)}`));
  for (const name of ['Store', 'Compare with']) {
    await page.getByRole('combobox', { name, exact: true }).click();
    await page.getByRole('option').first().click();
  }
  await page.getByRole('button', { name: 'Draw for both stores' }).click();
  await page.locator('.candidate img').nth(3).waitFor({ timeout: DRAWING_MS });
  return pathOf(page);
}

async function startTraining(page: Page): Promise<string> {
  await page.goto(addressOf(`models/train?${TRAINING}`));
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.waitForURL('**/models/runs/*');
  await lossCurve(page).waitFor();
  return pathOf(page);
}

/** Unless it has ended by itself, on a fast machine. */
async function stopTraining(page: Page, path: string): Promise<void> {
  await page.goto(addressOf(path));
  await lossCurve(page).waitFor();
  const stop = page.getByRole('button', { name: 'Stop' });
  if (!(await stop.isVisible())) return;
  await stop.click();
  await page.getByText('Cancelled', { exact: true }).first().waitFor();
}

/** What a page needs to know who is signed in is always answered. */
async function withholdAnswers(context: BrowserContext): Promise<void> {
  await context.route('**/graphql/stream', (route) => route.abort());
  await context.route('**/graphql', async (route) => {
    if (route.request().postDataJSON()?.operationName === 'Session') return route.continue();
    if (answers === 'failing') await route.fulfill({ status: 502, body: 'Bad gateway' });
  });
}

async function photograph(browser: Browser, { state, pages, scheme, size }: Look): Promise<void> {
  const context = await browser.newContext({
    storageState: state,
    viewport: size,
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  if (answers) await withholdAnswers(context);
  const page = await context.newPage();
  const complaints = answers ? [] : complaintsOf(page);
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(addressOf(path));
    if (answers) await page.waitForTimeout(SETTLING_MS);
    else if (name === 'run')
      await lossCurve(page).waitFor(); // it listens to its job all the time
    else await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(folder, `${name}-${scheme}-${size.width}.png`), fullPage: true });
  }
  for (const complaint of complaints) process.stderr.write(`${scheme} ${size.width}: ${complaint}\n`);
  await context.close();
}

const [, , link = '', folder = '', workspace = 'demo', answers] = process.argv;
const { origin } = new URL(link);
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const state = await signIn(browser, link);
const page = await browser.newPage({ storageState: state, viewport: SIZES[0]! });
const runs = answers || workspace !== 'demo' ? null : await makeRuns(page);
const pages = { ...PAGES, ...runs };
for (const scheme of SCHEMES)
  for (const size of SIZES) await photograph(browser, { state, pages, scheme, size });
if (runs) await stopTraining(page, runs.run);
await browser.close();
