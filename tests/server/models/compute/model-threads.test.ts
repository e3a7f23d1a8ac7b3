import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { modelThreads } from '../../../../server/models/compute/model-threads.js';
import type { SampleTasks } from '../../platform/threads/sample-tasks.js';

const folder = mkdtempSync(join(tmpdir(), 'toile-model-threads-'));
const threads = modelThreads<SampleTasks>({ tasks: 'dist/tests/server/platform/threads/sample-tasks.js' });
afterAll(async () => {
  await threads.close();
  rmSync(folder, { recursive: true });
});

it('does not let a short run wait for long ones, however many there are', async () => {
  const path = join(folder, 'go');
  const trainings = Array.from({ length: availableParallelism() }, () =>
    threads.runInThread('waitForFile', path),
  );

  expect(await threads.runInThread('sum', [1, 2])).toMatchObject({ total: 3 });

  writeFileSync(path, '');
  await Promise.all(trainings);
});
