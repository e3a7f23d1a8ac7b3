import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SharedThread } from '../../../../server/platform/threads/shared-thread.js';
import { ThreadHost } from '../../../../server/platform/threads/thread-host.js';
import { TryAgainError } from '../../../../server/platform/threads/try-again-error.js';
import type { SampleTasks } from './sample-tasks.js';

describe('a thread for many calls', () => {
  let host: ThreadHost<SampleTasks>;
  beforeEach(() => {
    const tasks = 'dist/tests/server/platform/threads/sample-tasks.js';
    host = new ThreadHost({ tasks, subject: 'The sums', maxHeapMebibytes: 64 });
  });
  afterEach(() => host.close());

  it('answers one after the other, and refuses more than may wait', async () => {
    const thread = new SharedThread(host, { maxWaiting: 2 });

    const [first, second, third] = await Promise.allSettled([1, 2, 3].map((n) => thread.call('sum', [n])));

    expect([first, second]).toMatchObject([{ value: { total: 1 } }, { value: { total: 2 } }]);
    expect(third).toMatchObject({
      reason: { code: 'RATE_LIMITED', message: 'The sums are busy: try again in a few seconds' },
    });
    expect(third).toHaveProperty('reason', expect.any(TryAgainError));
    expect(await thread.call('sum', [4])).toMatchObject({ total: 4 });
  });

  it.each([
    ['trap', null, 'memory access out of bounds'],
    ['exhaust', null, 'The sums ran out of memory'],
    ['exit', 1, 'A thread ended by itself, with the exit code 1'],
  ] as const)(
    'fails the call of %s alone, and answers what waited in another thread',
    async (task, input, message) => {
      const thread = new SharedThread(host);

      const [broken, ...waiting] = await Promise.allSettled([
        thread.call<'exit' | 'trap' | 'exhaust'>(task, input as never),
        thread.call('sum', [1]),
        thread.call('sum', [2]),
      ]);

      expect(broken).toMatchObject({ reason: { message } });
      expect(waiting).toMatchObject([{ value: { total: 1 } }, { value: { total: 2 } }]);
    },
  );

  it('goes on with the next one when nobody wants one any more', async () => {
    const thread = new SharedThread(host);
    const controller = new AbortController();

    const cancelled = thread.call('spinUntilCancelled', null, {
      signal: controller.signal,
      onMessage: () => controller.abort('cancelled'),
    });
    const next = thread.call('sum', [1]);

    await expect(cancelled).rejects.toBe('cancelled');
    expect(await next).toMatchObject({ total: 1 });
  });

  it('fails what waited for two threads that broke, to be asked again later', async () => {
    const thread = new SharedThread(host);

    const calls = await Promise.allSettled([
      thread.call('trap', null),
      thread.call('trap', null),
      thread.call('sum', [1]),
    ]);

    expect(calls[2]).toHaveProperty('reason', expect.any(TryAgainError));
    expect(calls[2]).toMatchObject({ reason: { code: 'CONFLICT' } });
  });

  it('fails what waits when Toile stops, to be asked again later', async () => {
    const thread = new SharedThread(host);
    const spins = new Promise((resolve) => {
      thread.call('spin', null, { onMessage: resolve }).catch(() => {});
    });
    await spins;

    const waiting = thread.call('sum', [1]);
    await Promise.all([host.close(), expect(waiting).rejects.toBeInstanceOf(TryAgainError)]);

    await expect(thread.call('sum', [1])).rejects.toBeInstanceOf(TryAgainError);
  });

  it('stays between calls, goes away when nobody needs it, and comes back', async () => {
    const [started, stopped] = [jest.spyOn(host, 'start'), jest.spyOn(host, 'stop')];
    const thread = new SharedThread(host, { idleMs: 10 });

    for (const number of [1, 2]) await thread.call('sum', [number]);
    expect(started).toHaveBeenCalledTimes(1);
    await sleep(50);
    expect(stopped).toHaveBeenCalledTimes(1);

    expect(await thread.call('sum', [3])).toMatchObject({ total: 3 });
    expect(started).toHaveBeenCalledTimes(2);
  });
});
