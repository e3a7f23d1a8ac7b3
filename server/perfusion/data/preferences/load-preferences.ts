import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { ModelError } from '../../model-error.js';
import { BadRows } from './bad-rows.js';
import { type PictureFile, type PreferenceDataset, preferenceDataset, sha256 } from './preference-group.js';

/** One line of the file, checked. */
interface PreferenceLine {
  readonly prompt: string;
  readonly profile: Readonly<Record<string, string>>;
  readonly images: readonly string[];
  readonly picked: readonly number[];
}

/**
 * Loads preferences from a file of JSON lines with picture files beside it. One line is one group:
 * `{"prompt":"red dress","profile":{"style":"office"},"images":["a.png","b.jpg"],"picked":[0]}`,
 * where `picked` counts the liked pictures from 0 and may be empty, and `profile` may be absent.
 * Pictures are read once for their hash and decoded when they are needed.
 *
 * @param path the file; pictures are looked for in its folder
 * @throws {ModelError} naming every line that cannot be used and every picture that is missing
 */
export async function loadPreferences(path: string): Promise<PreferenceDataset> {
  const lines = (await readText(path)).split('\n');
  const bad = new BadRows(path, 'line');
  const groups = [];
  for (const [i, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const group = await bad.collect(i + 1, () => loadGroup(parseLine(text), dirname(path)));
    if (group) groups.push(group);
  }
  bad.refuse();
  if (groups.length === 0)
    throw new ModelError(`${path} holds no preferences; write one JSON object a line.`);
  return preferenceDataset(groups);
}

async function loadGroup({ prompt, profile, images, picked }: PreferenceLine, folder: string) {
  const files = [];
  for (const name of images) files.push(await pictureFile(folder, name));
  return { prompt, profile, images: files, positives: images.map((_, i) => picked.includes(i)) };
}

async function pictureFile(folder: string, name: string): Promise<PictureFile> {
  const inside = normalize(name);
  if (isAbsolute(inside) || inside.startsWith('..'))
    throw new ModelError(`the image ${name} is outside the folder of the file`);
  const bytes = () => readPicture(join(folder, inside), name);
  return { hash: sha256(await bytes()), bytes };
}

async function readPicture(path: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ModelError(`the image ${name} is missing`, { cause: error });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ModelError(`The preferences ${path} cannot be read; check the path.`, { cause: error });
  }
}

function parseLine(text: string): PreferenceLine {
  const line = parseObject(text);
  const { prompt, profile = {}, images, picked } = line;
  if (typeof prompt !== 'string' || prompt.trim() === '') throw new ModelError('"prompt" must be a text');
  if (!isTexts(profile)) throw new ModelError('"profile" must be an object of texts');
  if (!Array.isArray(images) || images.length < 2 || !images.every((name) => typeof name === 'string'))
    throw new ModelError('"images" must be a list of at least two file names');
  if (!isPlaces(picked, images.length))
    throw new ModelError(`"picked" must be a list of different whole numbers from 0 to ${images.length - 1}`);
  return { prompt, profile, images, picked };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // the sentence below says what to do
  }
  throw new ModelError('it is no JSON object');
}

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((item) => typeof item === 'string');

const isPlaces = (value: unknown, count: number): value is number[] =>
  Array.isArray(value) &&
  new Set(value).size === value.length &&
  value.every((place) => Number.isInteger(place) && place >= 0 && place < count);
