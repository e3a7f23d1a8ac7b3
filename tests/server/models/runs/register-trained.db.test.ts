import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ModelVersion, registerTrained } from '../../../../server/models/index.js';
import { saveRewardFolder } from '../../../../server/perfusion/index.js';
import { OPERATOR } from '../../../../server/platform/index.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { PLUG_IN, tinyReward } from '../../../support/perfusion/model-folders.js';
import { useToile } from '../../../support/product/execute.js';
import { useDirectory } from '../../../support/run/directory.js';
import { picksRecipe } from '../training/micro-recipe.js';

const TRAIN = 'mutation ($input: StartTrainingInput!) { startTraining(input: $input) { id } }';

useBackend();
const server = useToile();
const directory = useDirectory();
const at = (...names: string[]) => join(directory.path, ...names);

beforeAll(() => {
  saveRewardFolder(at('parent'), tinyReward(PLUG_IN));
  saveRewardFolder(at('noted'), tinyReward());
  writeFileSync(at('noted', 'toile.json'), '{ "simulated": true }');
  saveRewardFolder(at('bare'), tinyReward());
  writeFileSync(at('parent', 'README.md'), 'a file that no version keeps');
  saveRewardFolder(at('tuned'), tinyReward());
});
beforeEach(() => server.dataSource.query('DELETE FROM model_versions'));
afterAll(() => server.toile.models.close());

/** Registers what came of picks in a folder, as if real, that a model was tuned on. */
async function registered(parent: string): Promise<ModelVersion> {
  const packages = { reward: 'picks', dataType: 'F32' } as const;
  const [version] = await registerTrained(server.toile.models.registry, OPERATOR, {
    name: 'tuned',
    recipe: { ...picksRecipe(at('preferences'), at(parent)), packages },
    outcome: { packages: { reward: at('tuned') }, metrics: [], dataSnapshotHash: 'd'.repeat(64) },
  });
  return version!;
}

/** A run that nobody works on. */
async function startRun(parentId: string): Promise<string> {
  const dataset = { simulated: { groups: 50, seed: 1 } };
  const input = { kind: 'REWARD', name: 'run', parentId, dataset, steps: 1 };
  return (await server.ask(TRAIN, { input }, OPERATOR)).startTraining.id;
}

describe('a model that was trained on from a folder', () => {
  it('knows its parent and that it is simulated, also where a run made the parent', async () => {
    const { registry } = server.toile.models;
    const first = await registry.register(OPERATOR, { name: 'first', folder: at('bare') });
    const runId = await startRun(first.id);
    const parent = await registry.register(OPERATOR, {
      ...{ name: 'of a run', folder: at('parent'), runId, simulated: true },
    });
    await server.dataSource.query('DELETE FROM model_versions WHERE id = $1', [first.id]); // it holds the same model

    expect(await registered('parent')).toMatchObject({ parentId: parent.id, simulated: true });
  });

  it('is simulated where its parent was trained on simulated data here, and never registered', async () => {
    expect(await registered('noted')).toMatchObject({ parentId: null, simulated: true });
  });

  it('is real where nothing says otherwise', async () => {
    expect(await registered('bare')).toMatchObject({ parentId: null, simulated: false });
  });
});

it('a folder that was trained on simulated data stays so when it is found by its content', async () => {
  const { registry } = server.toile.models;
  const [runId, copy] = [await startRunOfOwn(), { name: 'a copy', folder: at('parent') }];
  const simulated = await registry.register(OPERATOR, { ...copy, runId, simulated: true });
  await registry.register(OPERATOR, copy);

  expect((await registry.findByContentUnchecked(at('parent')))?.id).toBe(simulated.id);
});

async function startRunOfOwn(): Promise<string> {
  const { id } = await server.toile.models.registry.register(OPERATOR, { name: 'any', folder: at('bare') });
  return startRun(id);
}
