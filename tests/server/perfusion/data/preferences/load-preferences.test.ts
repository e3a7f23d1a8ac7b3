import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { loadPreferences } from '../../../../../server/perfusion/data/preferences/load-preferences.js';
import {
  pictureOf,
  preferenceDataset,
} from '../../../../../server/perfusion/data/preferences/preference-group.js';
import { temporaryFolder } from '../../../../support/perfusion/model-folders.js';

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  for (const [name, colour] of Object.entries({ 'a.png': 'red', 'b.png': 'lime', 'c.png': 'blue' })) {
    const create = { width: 3, height: 2, channels: 3, background: colour } as const;
    await sharp({ create }).png().toFile(at(name));
  }
});

function write(...lines: (object | string)[]): string {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(at('preferences.ndjson'), text);
  return at('preferences.ndjson');
}

const GROUP = {
  prompt: 'red dress',
  profile: { style: 'office' },
  images: ['a.png', 'b.png', 'c.png'],
  picked: [1],
};

it('reads groups in order, with pictures that are decoded when they are needed', async () => {
  const { groups } = await loadPreferences(write(GROUP, '', { ...GROUP, profile: undefined, picked: [] }));

  expect(groups).toHaveLength(2);
  expect(groups[0]).toMatchObject({ prompt: 'red dress', profile: { style: 'office' } });
  expect(groups.map(({ positives }) => positives)).toEqual([
    [false, true, false],
    [false, false, false],
  ]);
  const picture = await pictureOf(groups[0]!.images[1]!);
  expect([picture.width, picture.height, ...picture.pixels.slice(0, 3)]).toEqual([3, 2, 0, 255, 0]);
});

it('has a hash of content and order, whatever the names of files and the order of features', async () => {
  const other = { ...GROUP, picked: [0] };
  const hashOf = async (...lines: object[]) => (await loadPreferences(write(...lines))).snapshotHash;
  const hash = await hashOf(GROUP, other);

  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await hashOf(GROUP, other)).toBe(hash);
  await sharp(at('a.png')).toFile(at('copy.png'));
  for (const lines of [
    [other, GROUP],
    [GROUP],
    [GROUP, { ...other, prompt: 'blue dress' }],
    [GROUP, { ...other, images: ['b.png', 'a.png', 'c.png'] }],
    [GROUP, { ...other, profile: { style: 'party' } }],
  ]) {
    expect(await hashOf(...lines)).not.toBe(hash);
  }
  const features = { b: '1', a: '2' };
  expect(await hashOf({ ...GROUP, profile: features })).toBe(
    await hashOf({ ...GROUP, profile: { a: '2', b: '1' } }),
  );
});

it('takes pictures in memory too, hashed by their pixels', () => {
  const group = (value: number) => ({
    prompt: 'dress',
    profile: {},
    images: [{ width: 1, height: 1, pixels: new Uint8Array(3).fill(value) }],
    positives: [true],
  });

  expect(preferenceDataset([group(1)]).snapshotHash).not.toBe(preferenceDataset([group(2)]).snapshotHash);
});

it('names every line that cannot be used, and missing pictures by name', async () => {
  const file = write(
    'no json',
    { ...GROUP, prompt: ' ' },
    GROUP,
    { ...GROUP, images: ['a.png', 'gone.png'] },
    { ...GROUP, images: ['a.png', '../b.png'] },
    { ...GROUP, picked: [3] },
    { ...GROUP, picked: [1, 1] },
    { ...GROUP, images: ['a.png'] },
    { ...GROUP, profile: { style: 3 } },
  );

  await expect(loadPreferences(file)).rejects.toThrow(
    'preferences.ndjson has rows that cannot be used. line 1: it is no JSON object; line 2: "prompt" must be a text; ' +
      'line 4: the image gone.png is missing; line 5: the image ../b.png is outside the folder of the file; ' +
      'line 6: "picked" must be a list of different whole numbers from 0 to 2; ' +
      'line 7: "picked" must be a list of different whole numbers from 0 to 2; ' +
      'line 8: "images" must be a list of at least two file names; line 9: "profile" must be an object of texts.',
  );
  await expect(loadPreferences(at('absent.ndjson'))).rejects.toThrow('cannot be read; check the path');
  await expect(loadPreferences(write(''))).rejects.toThrow('holds no preferences');
});

it('names twenty lines at most and counts the others', async () => {
  await expect(loadPreferences(write(...Array.from({ length: 25 }, () => '[]')))).rejects.toThrow(
    'line 20: it is no JSON object; and 5 more.',
  );
});
