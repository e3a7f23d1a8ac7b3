import { cpSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelKind, ModelVersion } from '../../../../server/models/index.js';
import { registerDemonstration } from '../../../../server/models/registry/demonstration.js';
import { ModelStore } from '../../../../server/models/registry/files/model-store.js';
import { sweepFiles } from '../../../../server/models/registry/files/sweep-files.js';
import type { NewVersion } from '../../../../server/models/registry/new-version.js';
import { ModelStage } from '../../../../server/models/versions/model-kind.js';
import { saveGeneratorFolder, saveRewardFolder } from '../../../../server/perfusion/index.js';
import { OPERATOR, Role } from '../../../../server/platform/index.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import {
  ADAPTER,
  FEATURES,
  PLUG_IN,
  tinyGenerator,
  tinyReward,
} from '../../../support/perfusion/model-folders.js';
import { useToile } from '../../../support/product/execute.js';
import { ANALYST, viewerOf } from '../../../support/product/viewers.js';
import { filesBelow, useDirectory } from '../../../support/run/directory.js';

const ENGINEER = viewerOf(Role.ML_ENGINEER);

useBackend();
const toile = useToile();
const directory = useDirectory();
const at = (...names: string[]) => join(directory.path, ...names);

beforeAll(() => {
  saveRewardFolder(at('reward'), tinyReward(PLUG_IN));
  saveRewardFolder(at('clip'), tinyReward());
  saveGeneratorFolder(at('generator'), tinyGenerator(ADAPTER));
});
beforeEach(() => toile.dataSource.query('DELETE FROM model_versions'));

const registry = () => toile.toile.models.registry;
const register = (given: Partial<NewVersion> = {}) =>
  registry().register(ENGINEER, { name: 'tiny', folder: at('reward'), ...given });
const versionCount = () => toile.dataSource.getRepository(ModelVersion).count();
const sweep = () => sweepFiles(toile.dataSource, new ModelStore(join(toile.dataDirectory, 'models')));
const blobs = () => filesBelow(join(toile.dataDirectory, 'models', 'blobs'));

describe('register', () => {
  it('knows a version by what is in its folder, and gives the same files back', async () => {
    const version = await register({ note: 'for a test', metrics: [{ name: 'GAUC', value: 0.7 }] });

    expect(version).toMatchObject({
      kind: ModelKind.REWARD,
      architecture: 'PerFusionRM',
      stage: ModelStage.CANDIDATE,
      features: FEATURES,
      createdBy: ENGINEER.email,
      simulated: false,
      metrics: [{ name: 'GAUC', value: 0.7 }],
    });
    const [files] = await registry().listFilesUnchecked([version.id]);
    expect(files!.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['config.json', 'model.safetensors', 'plug_in/model.safetensors']),
    );
    expect(version.byteSize).toBe(files!.reduce((sum, { byteSize }) => sum + byteSize, 0));
    const folder = await registry().folderOfUnchecked(version.id);
    expect(filesBelow(folder)).toHaveLength(files!.length);
    const again = await register({ folder, kind: ModelKind.REWARD });
    expect(again.id).toBe(version.id);
  });

  it('keeps the weights that two versions share once', async () => {
    const [generator] = [await register({ folder: at('generator') }), await register()];
    const before = blobs().length;

    await register({ folder: at('clip') });

    expect(generator).toMatchObject({ kind: ModelKind.GENERATOR, architecture: 'PerFusion' });
    expect(blobs()).toHaveLength(before); // the plain CLIP is that of the personalised reward model
  });

  it('registers the same folder once however many bring it at once', async () => {
    const versions = await Promise.all([register(), register(), register()]);

    expect(new Set(versions.map(({ id }) => id)).size).toBe(1);
  });

  it('says all that is wrong with the weights, and registers nothing', async () => {
    cpSync(at('reward'), at('cut'), { recursive: true });
    truncateSync(at('cut', 'model.safetensors'), 5_000);

    await expect(register({ folder: at('cut') })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/model\.safetensors/),
    });
    await expect(register({ kind: ModelKind.GENERATOR })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'The folder holds a REWARD model, not a GENERATOR one: import it as REWARD',
    });
    await expect(register({ name: ' ' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await versionCount()).toBe(0);
  });

  it('leaves no version behind when the last step fails, and its files go with the next sweep', async () => {
    await sweep();

    await expect(register({ runId: '999999' })).rejects.toThrow('model_versions_run_id_fkey');

    expect(await versionCount()).toBe(0);
    expect(await toile.dataSource.query('SELECT FROM model_files')).toEqual([]);
    expect(blobs().length).toBeGreaterThan(0);
    await sweep();
    expect(blobs()).toEqual([]);
    await register(); // and it can be done again
  });

  it('is for ML engineers', async () => {
    await expect(registry().register(ANALYST, { name: 'x', folder: at('reward') })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('remove', () => {
  it('removes an archived version with the files that no other one has', async () => {
    const [plain, personal] = [await register({ folder: at('clip') }), await register()];
    const folder = await registry().folderOfUnchecked(personal.id);
    await toile.toile.models.stages.archive(ENGINEER, personal.id);

    await registry().remove(ENGINEER, personal.id);

    expect(filesBelow(folder)).toEqual([]);
    const [files] = await registry().listFilesUnchecked([plain.id]);
    expect(new Set(blobs())).toEqual(new Set(files!.map(({ hash }) => hash)));
  });

  it('refuses one that is not archived', async () => {
    const { id } = await register();

    await expect(registry().remove(ENGINEER, id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: '"tiny" is not archived: archive it first',
    });
  });
});

describe('the demonstration', () => {
  const start = () => registerDemonstration(toile.toile.models, directory.path);

  it('registers itself once and goes into production where nothing is', async () => {
    await start();
    await start();

    const versions = await registry().list(ENGINEER);
    expect(versions.map(({ kind, stage, simulated, note }) => [kind, stage, simulated, note]).sort()).toEqual(
      ['GENERATOR', 'REWARD'].map((kind) => [
        kind,
        'PRODUCTION',
        true,
        'small demonstration model, trained on simulated data',
      ]),
    );
  });

  it('comes with what was measured: rankings with the reward model, pictures with the generator', async () => {
    const measured = [
      { name: 'GAUC, seen merchants', value: 0.82, lower: 0.8, upper: 0.84, n: 720 },
      { name: 'CLIP score, personalised less not', value: 0.1, unit: 'points' },
    ];
    writeFileSync(at('metrics.json'), JSON.stringify(measured));

    await start();

    const metricsOf = async (kind: ModelKind) => (await registry().inProductionUnchecked(kind)).metrics;
    expect(await metricsOf(ModelKind.REWARD)).toEqual([
      { name: 'GAUC, seen merchants', value: 0.82, lower: 0.8, upper: 0.84, sampleSize: 720 },
    ]);
    const name = 'PerFusionRM score with an empty profile, personalised less not'; // it was never a CLIP score
    expect(await metricsOf(ModelKind.GENERATOR)).toEqual([{ name, value: 0.1, unit: 'points' }]);
  });

  it('does not take the place of a version in production', async () => {
    const own = await register({ folder: at('clip') });
    await toile.toile.models.stages.promote(OPERATOR, own.id);

    await start();

    expect((await registry().inProductionUnchecked(ModelKind.REWARD)).id).toBe(own.id);
  });

  it('is nothing where the installation has none', async () => {
    await registerDemonstration(toile.toile.models, at('nowhere'));

    expect(await versionCount()).toBe(0);
  });
});

it('says where nothing of a kind is in production', async () => {
  await expect(registry().inProductionUnchecked(ModelKind.GENERATOR)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'No GENERATOR model is in production: ask an ML engineer to promote one',
  });
});
