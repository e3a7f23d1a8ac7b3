import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ThreadHost } from '../../../../../server/models/compute/threads/thread-host.js';
import { TryAgainError } from '../../../../../server/models/compute/threads/thread-protocol.js';
import type { SampleTasks } from './sample-tasks.js';

const TASKS = 'dist/tests/server/models/compute/threads/sample-tasks.js';

describe('a thread for model code', () => {
  let host: ThreadHost<SampleTasks>;
  beforeEach(() => {
    const dataDirectory = '/srv/toile';
    host = new ThreadHost({ tensorBackend: 'cpu', tasks: TASKS, heapMebibytes: 64, dataDirectory });
  });
  afterEach(() => host.close());

  it('runs a task on a backend of its own, and tells what happens meanwhile', async () => {
    const seen: number[] = [];

    const output = await host.runInThread('sum', [1, 2, 4], {
      onMessage: (message) => seen.push(message.seen),
    });

    expect(output).toEqual({ total: 7, backend: 'cpu' });
    expect(seen).toEqual([1, 2, 4]);
  });

  it('says what a user could have avoided, and keeps the stack of a defect', async () => {
    const refused = host.runInThread('fail', { asModelError: true, message: 'The prompt is empty.' });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', message: 'The prompt is empty.' });

    const broken = host.runInThread('fail', { asModelError: false, message: 'x is undefined' });
    await expect(broken).rejects.toMatchObject({
      message: 'x is undefined',
      stack: expect.stringContaining('sample-tasks'),
    });
  });

  it('tells nobody where the data folder is', async () => {
    const message =
      '/srv/toile/models/datasets/shoes holds no group, nor does /srv/toile/models/datasets/hats.';

    await expect(host.runInThread('fail', { asModelError: true, message })).rejects.toMatchObject({
      message: 'models/datasets/shoes holds no group, nor does models/datasets/hats.',
    });
  });

  it('ends at once when nobody wants it any more, though it never yields', async () => {
    const controller = new AbortController();

    const run = host.runInThread('spin', null, {
      signal: controller.signal,
      onMessage: () => controller.abort('cancelled'),
    });

    await expect(run).rejects.toBe('cancelled');
  });

  it('starts nothing for a signal that has aborted', async () => {
    const run = host.runInThread('spin', null, { signal: AbortSignal.abort('cancelled') });

    await expect(run).rejects.toBe('cancelled');
  });

  it('fails with what waits for it when it closes, and starts no more', async () => {
    const waits = new Promise((resolve, reject) => {
      host.runInThread('spin', null, { onMessage: resolve }).catch(reject);
    });
    await waits;
    const run = host.runInThread('spin', null);
    await Promise.all([host.close(), expect(run).rejects.toMatchObject({ code: 'CONFLICT' })]);

    const late = host.runInThread('sum', [1]);
    await expect(late).rejects.toBeInstanceOf(TryAgainError);
    await expect(late).rejects.toThrow('Toile is stopping: try again in a few seconds');
  });

  it('says that the model is too large when its memory runs out', async () => {
    const run = host.runInThread('exhaust', null);

    await expect(run).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('out of memory'),
    });
  });
});
