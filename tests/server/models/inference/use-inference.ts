import { afterAll, beforeAll } from '@jest/globals';
import type { Store } from '../../../../server/catalog/index.js';
import { startBackend } from '../../../../server/perfusion/index.js';
import { Role, type Viewer } from '../../../../server/platform/index.js';
import { addMember, addStore } from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import { addPerson } from '../../../support/product/viewers.js';
import { gradientPng } from '../gradient-png.js';
import { addTinyModels, type TinyModels } from '../tiny-models.js';

const SCORE = `query ($input: ScoreImagesInput!) { scoreImages(input: $input) {
  version { id } scores { score image { hash } } knownFeatures { name value } unknownFeatures unknownWords } }`;
const GENERATE =
  'mutation ($input: GenerateCandidatesInput!) { generateCandidates(input: $input) { id kind status } }';

interface Held {
  readonly merchant: Viewer & { readonly userId: string };
  /** Theirs. */
  readonly store: Store;
  readonly models: TinyModels;
  /** Hashes of the pictures 1, 2 and 3. */
  readonly images: readonly string[];
}

/** A product with the tiny models in production, a merchant and pictures; `held` is filled inside tests. */
export function useInference() {
  const server = useToile();
  const held = {} as Held;

  beforeAll(async () => {
    await startBackend({ forced: process.env.TOILE_TF_BACKEND ?? 'wasm' });
    const merchant = await addPerson(server.dataSource, Role.MERCHANT);
    const attributes = { style: 'street', country: 'SE' };
    const store = await addStore(server.dataSource, { name: 'Anna', attributes });
    await addMember(server.dataSource, store, merchant);
    const models = await addTinyModels(server.toile, server.dataDirectory);
    const add = async (seed: number) =>
      (await server.toile.storage.images.addUnchecked([await gradientPng(seed)], merchant)).hash;
    Object.assign(held, { merchant, store, models, images: await Promise.all([1, 2, 3].map(add)) });
  });
  afterAll(async () => {
    await server.toile.jobs.stop();
    await server.toile.models.close();
  });

  const ask = (document: string, input: Record<string, unknown>, viewer: Viewer) =>
    server.execute(document, { input: { storeId: held.store.id, prompt: 'ab cd', ...input } }, viewer);

  const score = (given: Record<string, unknown> = {}, viewer: Viewer = held.merchant) =>
    ask(SCORE, { imageIds: held.images, ...given }, viewer);

  const generate = (given: Record<string, unknown> = {}, viewer: Viewer = held.merchant) =>
    ask(GENERATE, { count: 2, seed: 7, steps: 2, guidance: 3, ...given }, viewer);

  return { server, held, score, generate };
}
