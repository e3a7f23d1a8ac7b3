import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../../server/platform/errors/index.js';
import { ThreadHost } from '../../../../server/platform/threads/thread-host.js';
import { TryAgainError } from '../../../../server/platform/threads/try-again-error.js';
import type { SampleTasks } from './sample-tasks.js';

const TASKS = 'dist/tests/server/platform/threads/sample-tasks.js';

const folder = mkdtempSync(join(tmpdir(), 'toile-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a function in a thread', () => {
  let host: ThreadHost<SampleTasks>;
  beforeEach(() => {
    host = new ThreadHost({
      tasks: TASKS,
      settings: { unit: 'clicks' },
      subject: 'The sums',
      memoryAdvice: 'add fewer numbers',
      maxHeapMebibytes: 64,
      maxRuns: 2,
    });
  });
  afterEach(() => host.close());

  it('gives its result, and tells how far it is meanwhile', async () => {
    const seen: number[] = [];

    const output = await host.runInThread('sum', [1, 2, 4], { onMessage: (number) => seen.push(number) });

    expect(output).toEqual({ total: 7, unit: 'clicks' });
    expect(seen).toEqual([1, 2, 4]);
  });

  it('fails as it failed there: for a user, or as a defect with its own stack', async () => {
    const refused = await host.runInThread('refuse', null).catch((error: unknown) => error);
    const failed = host.runInThread('fail', null);

    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({
      code: 'RATE_LIMITED',
      message: 'Come back later.',
      facts: { retryAfterSeconds: 7 },
    });
    await expect(failed).rejects.toMatchObject({
      name: 'RangeError',
      message: 'n must be at least 2',
      stack: expect.stringContaining('sample-tasks'),
    });
    await expect(failed).rejects.not.toBeInstanceOf(DomainError);
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

  it('waits where as many run as may, and not when nobody wants it any more', async () => {
    const controller = new AbortController();
    const path = join(folder, 'go');
    const running = [1, 2].map(() => host.runInThread('waitForFile', path));

    const cancelled = host.runInThread('sum', [1], { signal: controller.signal });
    const waiting = host.runInThread('sum', [2]);
    controller.abort('cancelled');
    await expect(cancelled).rejects.toBe('cancelled');
    const first = await Promise.race([
      waiting.then(() => 'sum'),
      host
        .start()
        .stop()
        .then(() => 'nothing'),
    ]);
    writeFileSync(path, '');

    expect(first).toBe('nothing');
    expect(await Promise.all(running)).toEqual([path, path]);
    expect(await waiting).toMatchObject({ total: 2 });
  });

  it('fails with what waits for it when its host closes, and no other begins', async () => {
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

  it('says what to do where its memory runs out', async () => {
    await expect(host.runInThread('exhaust', null)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'The sums ran out of memory: add fewer numbers',
    });
  });

  it('fails alone where it ends the thread itself', async () => {
    const exited = await host.runInThread('exit', 3).catch((error: unknown) => error);

    expect(exited).toMatchObject({ message: 'A thread ended by itself, with the exit code 3' });
    expect(exited).not.toBeInstanceOf(DomainError);
    expect(await host.runInThread('sum', [1])).toMatchObject({ total: 1 });
  });

  it('keeps no process alive when nobody waits for it', async () => {
    const program = join(folder, 'program.mjs');
    writeFileSync(
      program,
      `import { ThreadHost } from '${process.cwd()}/dist/server/platform/threads/thread-host.js';
       const thread = new ThreadHost({ tasks: '${TASKS}', subject: 'The sums' }).start();
       console.log(await thread.call('sum', [1, 2], {}));`,
    );

    const { stdout } = await promisify(execFile)(process.execPath, [program]);

    expect(stdout).toContain('total: 3');
  });
});
