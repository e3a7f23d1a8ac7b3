import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import sharp from 'sharp';
import { LocalRunner } from '../../../../server/models/compute/local-runner.js';
import { modelThreads } from '../../../../server/models/compute/model-threads.js';
import type { PipelineTasks } from '../../../../server/models/compute/thread-tasks.js';
import { generationTask } from '../../../../server/models/inference/drawing/generation-task.js';
import { decodePicture, openRewardPipeline, startBackend } from '../../../../server/perfusion/index.js';
import { limitAnswer } from '../../../../server/platform/http/graphql/operations/operation-limits.js';
import { createLogger, DomainError, Role } from '../../../../server/platform/index.js';
import { createToile } from '../../../../server/schema.js';
import { addMember, addStore } from '../../../support/product/catalog.js';
import { endOf } from '../../../support/product/jobs.js';
import { ADMIN, ANALYST, addPerson } from '../../../support/product/viewers.js';
import { gradientPng } from '../gradient-png.js';
import { TINY_SAMPLING } from '../tiny-models.js';
import { useInference } from './use-inference.js';

const RUN = `query ($id: ID!) { modelRun(id: $id) {
  kind seed unknownWords store { id } version { id } images { position seed image { hash contentType width height } } } }`;

const { server, held, score, generate } = useInference();

const codeOf = async (answer: ReturnType<typeof server.execute>) =>
  (await answer).errors?.[0]?.extensions?.code;
const messageOf = async (answer: ReturnType<typeof server.execute>) => (await answer).errors?.[0]?.message;

describe('scoreImages', () => {
  it('gives what the model gives for the store, in the order of the pictures', async () => {
    const { data } = await score({ imageIds: [...held.images, held.images[0]] });

    const pictures = await Promise.all([1, 2, 3].map(async (seed) => decodePicture(await gradientPng(seed))));
    const pipeline = openRewardPipeline(held.models.rewardFolder, await startBackend({ forced: 'wasm' }));
    const profile = { store: 'Anna', style: 'street' };
    const expected = [...pipeline.score({ prompt: 'ab cd', profile, images: pictures })];
    pipeline.dispose();
    const { scores, ...rest } = data.scoreImages;
    expect(scores.map((one: { image: { hash: string } }) => one.image.hash)).toEqual([
      ...held.images,
      held.images[0],
    ]);
    for (const [i, value] of [...expected, expected[0]!].entries())
      expect(scores[i].score).toBeCloseTo(value, 3);
    expect(new Set(expected).size).toBe(3);
    expect(rest).toEqual({
      version: { id: held.models.rewardId },
      knownFeatures: [
        { name: 'style', value: 'street' },
        { name: 'store', value: 'Anna' },
      ],
      unknownFeatures: [],
      unknownWords: [],
    });
  });

  it('says what the model does not know of a store', async () => {
    const stranger = await addStore(server.dataSource, { attributes: { style: 'beach' } });

    const { data } = await score({ storeId: stranger.id }, ADMIN);

    expect(data.scoreImages).toMatchObject({ knownFeatures: [], unknownFeatures: ['style', 'store'] });
  });

  it('says which words the model does not know', async () => {
    const { data } = await score({ prompt: 'ab, sequins!' });

    expect(data.scoreImages.unknownWords).toEqual(['sequins']);
  });

  it('gives a merchant their own stores and nobody else any', async () => {
    const other = await addStore(server.dataSource);

    expect(await codeOf(score({ storeId: other.id }))).toBe('NOT_FOUND');
    expect(await codeOf(score({ storeId: randomUUID() }, ADMIN))).toBe('NOT_FOUND');
    expect(await codeOf(score({}, ANALYST))).toBe('FORBIDDEN');
  });

  it('gives no score that is kept to who does not see the picture', async () => {
    const other = await addPerson(server.dataSource, Role.MERCHANT);
    await addMember(server.dataSource, held.store, other);

    expect((await score()).data.scoreImages.scores).toHaveLength(3);
    expect(await codeOf(score({}, other))).toBe('NOT_FOUND');
  });

  it.each([
    ['an empty prompt', { prompt: '  ' }, 'The prompt is empty'],
    [
      'a prompt of too many tokens',
      { prompt: 'ab '.repeat(20) },
      'The prompt has 20 tokens, but at most 14 fit',
    ],
    ['a prompt without end', { prompt: 'a'.repeat(3_000) }, 'at most 2,000 characters'],
    ['no pictures', { imageIds: [] }, '1 to 64 entries'],
    ['too many pictures', { imageIds: Array(65).fill('0'.repeat(64)) }, '1 to 64 entries'],
    ['no hash', { imageIds: ['x'] }, 'imageIds must be hashes'],
  ])('refuses %s', async (_, given, sentence) => {
    const { errors } = await score(given);

    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
      message: expect.stringContaining(sentence),
    });
  });

  it('is too costly to be asked for dozens of times at once', () => {
    const ask = (times: number) => {
      const fields = Array.from(
        { length: times },
        (_, i) => `s${i}: scoreImages(input: $input) { scores { score } }`,
      );
      const document = parse(`query ($input: ScoreImagesInput!) { ${fields.join(' ')} }`);
      const input = { storeId: held.store.id, prompt: 'ab cd', imageIds: held.images };
      return () => limitAnswer({ schema: server.toile.schema, document, variables: { input } });
    };

    expect(ask(4)).not.toThrow();
    expect(ask(5)).toThrow('of at most 20000 fields');
  });

  it('refuses unknown pictures, and versions of the other kind', async () => {
    expect(await codeOf(score({ imageIds: ['0'.repeat(64)] }))).toBe('NOT_FOUND');
    expect(await messageOf(score({ versionId: held.models.generatorId }))).toBe(
      '"Tiny generator" is a GENERATOR model: this needs a REWARD one',
    );
  });
});

describe('generateCandidates', () => {
  it('bounds what a person has under way, and gives a place back when it ends', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => generate()));

    const ids = answers.flatMap(({ data }) => (data ? [data.generateCandidates.id] : []));
    const [refused] = answers.filter(({ errors }) => errors);
    expect(ids).toHaveLength(4);
    expect(refused?.errors?.[0]).toMatchObject({
      extensions: { code: 'RATE_LIMITED' },
      message: 'You have 4 drawings under way: wait for one of them, or cancel it',
    });
    for (const id of ids) await server.toile.jobs.service.cancel(held.merchant, id);
    expect((await generate()).data.generateCandidates.status).toBe('QUEUED');
  });

  it.each([
    ['an empty prompt', { prompt: '' }, 'The prompt is empty'],
    ['a prompt of too many tokens', { prompt: 'ab '.repeat(20) }, 'The prompt has 20 tokens'],
    ['no pictures', { count: 0 }, 'count must be a whole number from 1 to 8'],
    ['too many pictures', { count: 9 }, 'count must be a whole number from 1 to 8'],
    ['a negative seed', { seed: -1 }, 'seed must be a whole number from 0 to 2,147,483,647'],
    ['too many steps', { steps: 51 }, 'steps must be a whole number from 1 to 50'],
    ['too much guidance', { guidance: 21 }, 'guidance must be a number from 1 to 20'],
  ])('refuses %s', async (_, given, sentence) => {
    expect(await messageOf(generate(given))).toContain(sentence);
  });

  it('draws as is usual for the version where nobody says', async () => {
    const { data } = await generate({ steps: null, guidance: null });
    const { id } = data.generateCandidates;
    const { modelRun } = await server.ask(
      'query ($id: ID!) { modelRun(id: $id) { settings version { usualSampling { steps guidance } } } }',
      { id },
      held.merchant,
    );
    await server.toile.jobs.service.cancel(held.merchant, id);

    expect(JSON.parse(modelRun.settings)).toMatchObject(TINY_SAMPLING);
    expect(modelRun.version).toEqual({ usualSampling: TINY_SAMPLING });
  });

  it('draws for a merchant only for their own stores', async () => {
    const other = await addStore(server.dataSource);

    expect(await codeOf(generate({ storeId: other.id }))).toBe('NOT_FOUND');
    expect(await codeOf(generate({}, ANALYST))).toBe('FORBIDDEN');
  });

  it('ends with no error of the domain, so that it is tried again, where other requests fill the thread', async () => {
    const { id } = (await generate()).data.generateCandidates;
    const { dataSource, toile } = server;
    const { registry } = toile.models;
    const threads = modelThreads<PipelineTasks>({ tasks: 'never started' });
    const full = { maxWaiting: 0 };
    const runner = new LocalRunner(threads, (versionId) => registry.folderOfUnchecked(versionId), full);
    const { stores } = toile.catalog;
    const { images } = toile.storage;
    const log = createLogger({ level: 'silent' });
    const task = generationTask({ dataSource, registry, stores, images, runner, log });
    const { signal } = new AbortController();
    const { workspaceId } = await toile.jobs.service.get(held.merchant, id);
    const job = { id, workspaceId, requestedBy: 'anna', requester: held.merchant, signal, report: () => {} };

    const failure = await Promise.resolve(task.run({}, job)).catch((error: unknown) => error);

    expect(failure).toMatchObject({ message: 'The models are busy: try again in a few seconds' });
    expect(failure).not.toBeInstanceOf(DomainError);
    await toile.jobs.service.cancel(held.merchant, id);
  });

  describe('once jobs run', () => {
    const imagesOf = async (id: string) => (await server.ask(RUN, { id }, held.merchant)).modelRun.images;
    const hashesOf = async (id: string): Promise<string[]> =>
      (await imagesOf(id)).map(({ image }: { image: { hash: string } }) => image.hash);

    const drawn = async (given: Record<string, unknown> = {}) => {
      const { id } = (await generate(given)).data.generateCandidates;
      expect(await endOf(server.toile.jobs, id)).toMatchObject({ status: 'SUCCEEDED', error: null });
      return { id, hashes: await hashesOf(id) };
    };

    beforeAll(() => server.toile.jobs.start(1));

    it('gives pictures that say how they came to be', async () => {
      const { id, hashes } = await drawn({ prompt: 'ab cd tulle' });

      const { modelRun } = await server.ask(RUN, { id }, held.merchant);
      expect(modelRun).toMatchObject({
        kind: 'GENERATE',
        seed: 7,
        unknownWords: ['tulle'],
        store: { id: held.store.id },
        version: { id: held.models.generatorId },
        images: [0, 1].map((position) => ({ position, seed: 7, image: { contentType: 'image/png' } })),
      });
      const { stream } = await server.toile.storage.images.show(held.merchant, hashes[1]!, null);
      const { format, width, xmp } = await sharp(Buffer.concat(await stream.toArray())).metadata();
      expect({ format, width }).toEqual({ format: 'png', width: modelRun.images[1].image.width });
      expect(xmp?.toString()).toMatch(
        /digitalsourcetype\/trainedAlgorithmicMedia<.*>ab cd tulle<.*seed>7<.*index>1</s,
      );
    });

    it('draws the same bytes again, whatever the number of pictures, and others for other inputs', async () => {
      const { hashes } = await drawn();
      const three = await drawn({ count: 3 });
      const others = await Promise.all([drawn({ count: 1, seed: 8 }), drawn({ count: 1, prompt: 'cd' })]);

      expect(three.hashes.slice(0, 2)).toEqual(hashes);
      expect(new Set([...three.hashes, ...others.flatMap((other) => other.hashes)]).size).toBe(5);
    });

    it('goes on with the missing pictures in another process, and stops when it is cancelled', async () => {
      const { id } = (await generate({ count: 8, seed: 9, steps: 8 })).data.generateCandidates;
      while ((await imagesOf(id)).length === 0) await sleep(20);
      await server.toile.jobs.stop();
      const [first] = await hashesOf(id);
      expect(await server.toile.jobs.service.get(held.merchant, id)).toMatchObject({ status: 'QUEUED' });

      const other = await createToile({
        dataSource: server.dataSource,
        publicUrl: 'http://localhost:4000',
        dataDirectory: server.dataDirectory,
      });
      await other.jobs.start(1);
      const job = await endOf(other.jobs, id);
      expect(job).toMatchObject({ status: 'SUCCEEDED', result: { imageIds: await hashesOf(id) } });
      expect((await hashesOf(id))[0]).toBe(first);

      const long = (await generate({ count: 8, steps: 30 })).data.generateCandidates;
      while ((await other.jobs.service.get(held.merchant, long.id)).status === 'QUEUED') await sleep(20);
      await other.jobs.service.cancel(held.merchant, long.id);
      expect(await endOf(other.jobs, long.id)).toMatchObject({ status: 'CANCELLED' });
      await other.jobs.stop();
      await other.models.close();
    }, 300_000);
  });
});
