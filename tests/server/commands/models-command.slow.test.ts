import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { WithToile } from '../../../server/commands/command.js';
import { modelsCommand } from '../../../server/commands/models.js';
import { garmentPng, garmentSvg, parseGarment } from '../../../server/garments/index.js';
import { saveGeneratorFolder, saveRewardFolder } from '../../../server/perfusion/index.js';
import { conflict, createLogger } from '../../../server/platform/index.js';
import { useBackend } from '../../support/perfusion/backend.js';
import { ADAPTER, PLUG_IN, tinyGenerator, tinyReward } from '../../support/perfusion/model-folders.js';
import { addStore } from '../../support/product/catalog.js';
import { useCommands } from '../../support/product/command-line.js';
import { useToile } from '../../support/product/execute.js';
import { filesBelow, useDirectory } from '../../support/run/directory.js';
import { microRecipe } from '../models/training/micro-recipe.js';

useBackend();
const toile = useToile({ remoteHosts: ['127.0.0.1'] });
const directory = useDirectory();
const at = (...names: string[]) => join(directory.path, ...names);
const commands = useCommands(toile, modelsCommand);
const run = (...words: string[]) => commands.run('models', ...words);

beforeAll(async () => {
  saveRewardFolder(at('reward'), tinyReward(PLUG_IN));
  await addStore(toile.dataSource, { name: 'Anna', attributes: { style: 'street' } });
});
afterAll(() => toile.toile.jobs.stop());

const importReward = async (name: string) =>
  (await run('import', at('reward'), '--kind', 'reward', '--name', name)).trim();

it('a folder is imported, promoted, rolled back, archived and removed', async () => {
  const first = await importReward('first');
  rmSync(at('reward', 'plug_in'), { recursive: true });
  const second = await importReward('second');

  expect((await run('promote', first)).split('\t').slice(0, 4)).toEqual([
    first,
    'REWARD',
    'PRODUCTION',
    'PerFusionRM',
  ]);
  await run('promote', second);
  expect(await run('rollback', 'reward')).toMatch(new RegExp(`^${first}\t.*\tfirst\n$`));
  expect(JSON.parse(await run('show', second))).toMatchObject({ stage: 'ARCHIVED', architecture: 'CLIP' });
  await run('remove', second);
  await expect(run('archive', first)).rejects.toMatchObject({ code: 'CONFLICT' });
  const listed = await run('list'); // the demonstration models are there as well
  expect(listed).toContain(`${first}\tREWARD\tPRODUCTION`);
  expect(listed).not.toContain(second);
});

it('pictures are scored for a store', async () => {
  mkdirSync(at('pictures'));
  const files = ['navy', 'ivory'].map((colour) => {
    const file = at('pictures', `${colour}.png`);
    writeFileSync(file, garmentPng(garmentSvg(parseGarment(['dress', colour]), { seed: 1 }), 64));
    return file;
  });

  const lines = (await run('score', ...files, '--store', 'Anna', '--prompt', 'aa bb')).trim().split('\n');

  expect(lines).toEqual(files.map((file) => expect.stringMatching(`^-?\\d+\\.\\d{3}\t${file}$`)));
  await expect(run('score', at('no.png'), '--store', 'Anna', '--prompt', 'aa')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});

it('pictures are drawn into a folder', async () => {
  saveGeneratorFolder(at('generator'), tinyGenerator(ADAPTER));
  const words = ['--store', 'Anna', '--prompt', 'aa bb', '--count', '2', '--seed', '7', '--steps', '2'];
  const id = (await run('import', at('generator'), '--kind', 'generator', '--name', 'tiny')).trim();
  await run('promote', id);

  const printed = await run('generate', ...words, '--out', at('drawn'));

  expect(printed).toBe(`${at('drawn', '0.png')}\n${at('drawn', '1.png')}\n`);
  expect(filesBelow(at('drawn')).sort()).toEqual(['0.png', '1.png']);
  await expect(run('generate', ...words, '--out', at('drawn'), '--guidance', 'much')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: '--guidance must be a number, not "much"',
  });
});

describe('a model that a server runs', () => {
  const VARIABLE = 'TOILE_REMOTE_KEY_COMMAND';
  const KEY = 'key-of-the-server';
  let app: FastifyInstance;
  let remote: (...words: string[]) => Promise<string>;

  beforeAll(async () => {
    app = toile.toile.models.createProtocolServer({ apiKey: KEY, log: createLogger({ level: 'silent' }) });
    await toile.toile.models.registerDemonstration();
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    process.env[VARIABLE] = `${url} ${KEY}`;
    remote = (...words) =>
      run('remote', url, '--kind', 'generator', '--name', 'Far away', '--key-variable', VARIABLE, ...words);
  });
  afterAll(async () => {
    delete process.env[VARIABLE];
    await app.close();
  });

  it('is registered with what it looks at and how it draws', async () => {
    const options = ['--feature', 'style=street,party', '--steps', '5', '--guidance', '1.5'];
    const id = (await remote('--model', 'generator', ...options)).trim();

    expect(JSON.parse(await run('show', id))).toMatchObject({
      stage: 'CANDIDATE',
      features: [{ name: 'style', values: ['street', 'party'] }],
      config: { sampling: { steps: 5, guidance: 1.5 } },
      endpoint: { modelName: 'generator', keyVariable: VARIABLE },
    });
  });

  it('is refused where it is not there or half told how to draw', async () => {
    await expect(remote('--model', 'other')).rejects.toThrow('404');
    await expect(remote('--model', 'generator', '--steps', '5')).rejects.toThrow('--guidance go together');
    await expect(remote('--model', 'generator', '--tensor', 'prompt')).rejects.toThrow('needs a name, "="');
  });
});

describe('a recipe that is trained to be registered', () => {
  const recipe = microRecipe('registered');
  const words = (out: string) => ['train', at('recipe.json'), '--out', at(out), '--register', 'Small CLIP'];
  const write = (packages: object) =>
    writeFileSync(
      at('recipe.json'),
      JSON.stringify({ ...recipe, stages: recipe.stages.slice(0, 1), packages, baselines: {} }),
    );

  it('is a candidate with its measures, the same one when it is asked for again', async () => {
    write({ reward: 'clip' });

    const printed = await run(...words('trained'));
    const again = await run(...words('trained'));

    const id = /registered as a candidate: REWARD (\S+)\n/.exec(printed)?.[1] ?? 'none';
    expect(again).toContain(id);
    expect(JSON.parse(await run('show', id))).toMatchObject({
      name: 'Small CLIP',
      stage: 'CANDIDATE',
      architecture: 'CLIP',
      simulated: true,
      dataSnapshotHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      metrics: expect.arrayContaining([expect.objectContaining({ name: 'GAUC, seen merchants' })]),
    });
  }, 60_000);

  it('is not begun where the database cannot be reached, or nothing would come out', async () => {
    write({ reward: 'clip' });
    const unreachable: WithToile = async () => {
      throw conflict('The database cannot be used: no connection');
    };

    await expect(commands.runWith(unreachable, ['models', ...words('none')])).rejects.toThrow(
      'Nothing was trained yet, since the models could not be registered: The database cannot be used: ' +
        'no connection. Start the database or correct DATABASE_URL',
    );
    write({});
    await expect(run(...words('none'))).rejects.toThrow('There is nothing to register');
    expect(existsSync(at('none'))).toBe(false);
  });
});

it('a quick training is refused with a recipe, whose numbers nobody knows', async () => {
  await expect(run('train', at('recipe.json'), '--quick')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: '--quick takes a recipe of its own: leave out --quick, or the recipe',
  });
});
