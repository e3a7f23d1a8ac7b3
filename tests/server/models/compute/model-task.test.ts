import { afterAll, expect, it } from '@jest/globals';
import { modelThreads } from '../../../../server/models/compute/model-threads.js';
import type { SampleTasks } from './sample-tasks.js';

const threads = modelThreads<SampleTasks>({
  tensorBackend: 'cpu',
  tasks: 'dist/tests/server/models/compute/sample-tasks.js',
  dataDirectory: '/srv/toile',
});
afterAll(() => threads.close());

it('runs on a backend of its thread, and sends messages before it ends', async () => {
  const seen: number[] = [];

  const output = await threads.runInThread('sum', [1, 2, 4], {
    onMessage: (message) => seen.push(message.seen),
  });

  expect(output).toEqual({ total: 7, backend: 'cpu' });
  expect(seen).toEqual([1, 2, 4]);
});

it('says what a user could have avoided, but not where the data folder is', async () => {
  const message =
    '/srv/toile/models/datasets/shoes holds no group, nor does /srv/toile/models/datasets/hats.';

  await expect(threads.runInThread('fail', message)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: 'models/datasets/shoes holds no group, nor does models/datasets/hats.',
  });
});

it('keeps what an error of the domain says besides its message', async () => {
  await expect(threads.runInThread('refuse', null)).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    facts: { retryAfterSeconds: 7 },
  });
});
