import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { modelsCommand } from '../../../server/commands/models.js';
import { DEMONSTRATION_FOLDER, readRecipe } from '../../../server/models/index.js';
import { saveGeneratorFolder, saveRewardFolder } from '../../../server/perfusion/index.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { useBackend } from '../../support/perfusion/backend.js';
import { CLIP_TINY } from '../../support/perfusion/configs.js';
import { ADAPTER, PLUG_IN, tinyGenerator, tinyReward } from '../../support/perfusion/model-folders.js';
import { useCommands } from '../../support/product/command-line.js';
import { useToile } from '../../support/product/execute.js';
import { useDirectory } from '../../support/run/directory.js';

useBackend('cpu');
const toile = useToile();
const directory = useDirectory();
const at = (...names: string[]) => join(directory.path, ...names);
const { run } = useCommands(toile, modelsCommand);

afterAll(() => toile.toile.jobs.stop());

const quick = readRecipe(join(DEMONSTRATION_FOLDER, 'quick.json'));

/** A training of the quick recipe whose stages are done, but came to other models than they should. */
function writeDone(): void {
  saveRewardFolder(at('models', 'clip'), tinyReward());
  saveRewardFolder(at('models', 'reward'), tinyReward(PLUG_IN));
  saveGeneratorFolder(at('models', 'generator'), tinyGenerator(ADAPTER));
  for (const { name } of quick.stages) {
    mkdirSync(at('quick', 'stages', name), { recursive: true });
    writeFileSync(at('quick', 'stages', name, 'done'), '');
  }
  const place = (model: string, stage: string) =>
    cpSync(at('models', model), at('quick', 'stages', stage, 'model'), { recursive: true });
  place('reward', quick.packages.reward!);
  place('generator', quick.packages.generator!);
  for (const stage of Object.values(quick.baselines)) place('clip', stage as string);
  writeFileSync(at('quick', 'recipe.json'), JSON.stringify(quick));
  writeFileSync(at('quick', 'curve.ndjson'), '');
  mkdirSync(at('quick', 'pictures'));
  const { count, heldOut, size } = quick.pictures;
  for (const side of [size, CLIP_TINY.vision.imageSize]) {
    const black = Buffer.alloc((count + heldOut) * 3 * side ** 2); // nothing is to be drawn
    writeFileSync(at('quick', 'pictures', `garments-${side}.rgb`), black);
  }
}

it('a quick training registers nothing where its numbers are not those that are committed', async () => {
  writeDone();
  const { exitCode } = process;

  const printed = await run('models', 'train', '--quick', '--out', at('quick'), '--register', 'Quick');

  const failed = process.exitCode;
  process.exitCode = exitCode;
  expect(failed).toBe(1);
  expect(printed).toContain('differs from the committed numbers');
  expect(printed).toContain('last loss of clip is missing');
  expect(printed).toContain('nothing is registered as Quick');
  expect(printed).not.toContain('registered as a candidate');
  const versions = await toile.toile.models.registry.list(OPERATOR);
  expect(versions.map(({ name }) => name)).not.toContain('Quick');
}, 120_000);
