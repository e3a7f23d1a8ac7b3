import type { Page, Route } from 'playwright-core';

const isJobQuery = (route: Route) => route.request().postDataJSON()?.operationName === 'Job';

/** Answers a question for a job as if it had not begun. */
async function answerQueued(route: Route): Promise<void> {
  const response = await route.fetch();
  const { data } = await response.json();
  const job = { ...data.job, status: 'QUEUED', done: 0, result: null, finishedAt: null };
  await route.fulfill({ response, json: { data: { job } } });
}

/**
 * Answers the first question for a job with "it has not begun", opens the stream after that, and leaves every
 * later question without an answer: what the page learns of the job, it learns through the stream.
 */
export async function answerJobOnce(page: Page): Promise<{ answered: number }> {
  const queries = { answered: 0 };
  let openStream = () => {};
  const begun = new Promise<void>((settle) => {
    openStream = settle;
  });
  await page.route('**/graphql', async (route) => {
    if (!isJobQuery(route)) return route.continue();
    if (queries.answered > 0) return;
    queries.answered += 1;
    await answerQueued(route);
    openStream();
  });
  await page.route('**/graphql/stream', async (route) => {
    await begun;
    await route.continue();
  });
  return queries;
}

/** Cuts the stream, and answers the first question for a job with "it has not begun". */
export async function cutStream(page: Page): Promise<void> {
  let asked = false;
  await page.route('**/graphql/stream', (route) => route.abort());
  await page.route('**/graphql', async (route) => {
    if (asked || !isJobQuery(route)) return route.continue();
    asked = true;
    await answerQueued(route);
  });
}
