import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Store } from '../../../../server/catalog/index.js';
import { Role, type Viewer } from '../../../../server/platform/index.js';
import { addMember, addStore } from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import { addPerson, viewerOf } from '../../../support/product/viewers.js';
import { gradientPng } from '../gradient-png.js';
import { recorded, useAnsweringServer } from './answering-server.js';

const REGISTER = 'mutation ($input: RegisterRemoteModelInput!) { registerRemoteModel(input: $input) { id } }';
const SCORE = 'query ($input: ScoreImagesInput!) { scoreImages(input: $input) { scores { score } } }';
const TENSORS = { prompt: 'TEXT', profile: 'MERCHANT', image: 'IMAGE', score: 'SCORE' };
const ENGINEER = viewerOf(Role.ML_ENGINEER);

/** The answering server listens on 127.0.0.1, which the list has under this name only. */
const product = useToile({ remoteHosts: ['localhost'] });
const server = useAnsweringServer();

const urlAt = (host: string) => server.url.replace('127.0.0.1', host);

describe('registerRemoteModel', () => {
  const register = (url: string) =>
    product.execute(REGISTER, { input: { kind: 'REWARD', name: 'x', modelName: 'm', url } }, ENGINEER);

  it.each(['127.0.0.1', '0x7f000001', '[::ffff:127.0.0.1]'])(
    'connects to no address inside that is spelled %s',
    async (host) => {
      server.answerWith({ status: 404 });

      const { errors } = await register(urlAt(host));

      expect(server.asked).toHaveLength(0);
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('TOILE_REMOTE_HOSTS='),
        extensions: { code: 'INVALID_INPUT' },
      });
    },
  );

  it('connects to what the operator lists', async () => {
    server.answerWith({ status: 404 });

    const { errors } = await register(urlAt('localhost'));

    expect(server.asked).toHaveLength(1);
    expect(errors?.[0]?.message).toBe('The model server answers 404');
  });
});

describe('a registered model', () => {
  let merchant: Awaited<ReturnType<typeof addPerson>>;
  let store: Store;
  let imageIds: string[];
  beforeAll(async () => {
    merchant = await addPerson(product.dataSource, Role.MERCHANT);
    store = await addStore(product.dataSource);
    await addMember(product.dataSource, store, merchant);
    const { images } = product.toile.storage;
    const png = await gradientPng(1);
    for (const viewer of [ENGINEER, merchant]) imageIds = [(await images.addUnchecked([png], viewer)).hash];
  });

  /** Puts a model of an address into production, as an earlier version of Toile would have. */
  async function produce(url: string): Promise<void> {
    const endpoint = { url, modelName: 'm', modelVersion: null, tensors: TENSORS, keyVariable: null };
    await product.dataSource.query('DELETE FROM model_versions');
    await product.dataSource.query(
      `INSERT INTO model_versions (kind, name, architecture, config, byte_size, created_by, stage, endpoint)
       VALUES ('REWARD', 'far away', 'remote', '{}', 0, 'x', 'PRODUCTION', $1)`,
      [endpoint],
    );
  }

  const messageTo = async (viewer: Viewer) => {
    const input = { storeId: store.id, prompt: 'red dress', imageIds };
    return (await product.execute(SCORE, { input }, viewer)).errors?.[0]?.message;
  };

  it('is not asked inside, and tells those alone who run models where that would be', async () => {
    server.answerWith({ body: recorded('triton-reward-metadata.json') });
    await produce(server.url);

    const [told, asked] = [await messageTo(ENGINEER), await messageTo(merchant)];

    expect(server.asked).toHaveLength(0);
    expect(told).toContain(`TOILE_REMOTE_HOSTS=${new URL(server.url).host}`);
    expect(asked).toBe("The model's server is not set up here: ask an ML engineer");
  });

  it('says nothing to merchants of what fails inside', async () => {
    const failure = { status: 500, body: { error: 'connection to db-7.internal (10.4.4.4) refused' } };
    server.answerWith({ body: recorded('triton-reward-metadata.json') }, failure);
    await produce(urlAt('localhost'));

    expect(await messageTo(merchant)).toBe('The model server answers 500');
  });
});
