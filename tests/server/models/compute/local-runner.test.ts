import { afterAll, expect, it } from '@jest/globals';
import { LocalRunner } from '../../../../server/models/compute/local-runner.js';
import { modelThreads } from '../../../../server/models/compute/model-threads.js';
import { ModelKind } from '../../../../server/models/versions/model-kind.js';
import type { EndlessTasks } from './endless-drawing.js';

const host = modelThreads<EndlessTasks>({
  tensorBackend: 'cpu',
  tasks: 'dist/tests/server/models/compute/endless-drawing.js',
});
afterAll(() => host.close());

const version = { id: 'v', kind: ModelKind.GENERATOR, endpoint: null, parameterCount: 1 };
const asked = { prompt: 'red dress', profile: {} };

it('scores, and checks a prompt, while a picture is drawn', async () => {
  const runner = new LocalRunner(host, async () => '/nowhere');
  let drawing: Promise<unknown> = Promise.resolve();
  const drawn = new Promise((resolve) => {
    const task = { ...asked, seed: 1, index: 0, steps: 1, guidance: 1 };
    drawing = runner.generate(version, task, { onStep: resolve });
  });
  await drawn;

  expect(await runner.score(version, { ...asked, images: [{ name: 'a', bytes: new Uint8Array() }] })).toEqual(
    [1],
  );
  expect(await runner.checkPrompt(version, 'tulle')).toEqual({ unknownWords: ['tulle'] });

  await Promise.all([host.close(), expect(drawing).rejects.toMatchObject({ code: 'CONFLICT' })]);
});
