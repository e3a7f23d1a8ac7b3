import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  loadPickAPic,
  loadPreferences,
  ModelError,
  type Picture,
  type PreferenceDataset,
  pictureOf,
  resizeBicubic,
  resizedSize,
} from '../../../perfusion/index.js';
import { mersenneTwister } from '../../../random/index.js';
import { type DataGroup, type GroupsWithPictures, withFeatures } from './preference-data.js';

/** Fixes which groups test, whatever is trained. */
const SPLIT_SEED = 20_250_322;

/**
 * Reads a folder of preferences: `*.ndjson` or `*.jsonl` with picture files, or PickaPic's
 * `*.parquet`. Pictures are resized by their short side and the middle is cut out. Groups in
 * which all or none were liked say nothing and are left out.
 *
 * @param testShare share of groups that nothing is trained on
 * @param size      height and width of the pictures, in pixels
 * @throws {ModelError} if the folder holds no such file, or a line or picture is damaged
 */
export async function loadedData(
  { folder, testShare }: { readonly folder: string; readonly testShare: number },
  size: number,
): Promise<GroupsWithPictures> {
  const { groups, snapshotHash } = await dataset(folder);
  const informative = groups.filter(({ positives }) => positives.includes(true) && positives.includes(false));
  const parts: Uint8Array[] = [];
  const draws = mersenneTwister(SPLIT_SEED);
  const sides = { train: [] as DataGroup[], test: [] as DataGroup[] };
  for (const { prompt, profile, images, positives, weight } of informative) {
    const pictures = images.map((_, i) => parts.length + i);
    for (const image of images) parts.push(squared(await pictureOf(image), size));
    const side = sides[draws.uniform() < testShare ? 'test' : 'train'];
    side.push({ prompt, profile, pictures, positives, weight });
  }
  if (sides.train.length === 0)
    throw new ModelError(`${folder} holds no group with both liked and other images to train on.`);
  const tests = sides.test.length === 0 ? [] : [{ name: 'held-out groups', groups: sides.test }];
  const pictures = { count: parts.length, size, pixels: Buffer.concat(parts) };
  return { ...withFeatures(sides.train, tests), snapshotHash, pictures };
}

async function dataset(folder: string): Promise<PreferenceDataset> {
  const names = (await readdir(folder).catch(() => [])).sort();
  if (names.some((name) => name.endsWith('.parquet'))) return loadPickAPic(folder);
  const lines = names.find((name) => /\.(ndjson|jsonl)$/.test(name));
  if (lines) return loadPreferences(join(folder, lines));
  throw new ModelError(
    `${folder} holds neither an .ndjson file of preferences nor PickaPic's .parquet files.`,
  );
}

function squared(picture: Picture, size: number): Uint8Array {
  const resized = resizedSize(picture, size);
  const [left, top] = [Math.floor((resized.width - size) / 2), Math.floor((resized.height - size) / 2)];
  return resizeBicubic(picture, resized, { left, top, width: size, height: size }).pixels;
}
