import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import sharp from 'sharp';
import { loadPickAPic } from '../../../../../server/perfusion/data/preferences/load-pick-a-pic.js';
import {
  type PictureFile,
  pictureOf,
} from '../../../../../server/perfusion/data/preferences/preference-group.js';
import { temporaryFolder } from '../../../../support/perfusion/model-folders.js';

const folder = temporaryFolder();
const at = (...names: string[]) => path.join(folder, ...names);

/** A row of the published schema, as far as it is read. */
interface Row {
  caption: string;
  jpg_0: Uint8Array;
  jpg_1: Uint8Array;
  label_0: number;
  label_1: number;
  user_id: bigint | null;
  has_label: boolean;
  are_different: boolean;
  num_example_per_prompt: bigint;
}

const TYPES = {
  caption: 'STRING',
  jpg_0: 'BYTE_ARRAY',
  jpg_1: 'BYTE_ARRAY',
  label_0: 'DOUBLE',
  label_1: 'DOUBLE',
  user_id: 'INT64',
  has_label: 'BOOLEAN',
  are_different: 'BOOLEAN',
  num_example_per_prompt: 'INT64',
} as const;

let base: Row;
beforeAll(async () => {
  const [first, second] = await Promise.all(
    ['red', 'blue'].map((background) =>
      sharp({ create: { width: 4, height: 4, channels: 3, background } })
        .jpeg()
        .toBuffer(),
    ),
  );
  base = {
    caption: 'a red dress',
    jpg_0: new Uint8Array(first!),
    jpg_1: new Uint8Array(second!),
    label_0: 1,
    label_1: 0,
    user_id: 12n,
    has_label: true,
    are_different: true,
    num_example_per_prompt: 4n,
  };
});

function write(name: string, rows: readonly Partial<Row>[], without: string[] = []): string {
  const whole = rows.map((row) => ({ ...base, ...row }));
  const columns = Object.entries(TYPES).filter(([column]) => !without.includes(column));
  const buffer = parquetWriteBuffer({
    columnData: columns.map(([column, type]) => ({
      name: column,
      type,
      data: whole.map((row) => row[column as keyof Row]),
    })),
    rowGroupSize: 2,
    codec: 'UNCOMPRESSED',
  });
  writeFileSync(at(name), new Uint8Array(buffer));
  return at(name);
}

it('reads rows as groups of two, with the user as feature and the weight of the prompt', async () => {
  const file = write('pairs.parquet', [
    {},
    { label_0: 0, label_1: 1, user_id: 7n },
    { label_0: 0.5, label_1: 0.5 },
    { has_label: false },
    { are_different: false },
  ]);

  const { groups, skippedCount, snapshotHash } = await loadPickAPic(file);

  expect(skippedCount).toBe(2);
  expect(snapshotHash).toMatch(/^[0-9a-f]{64}$/);
  expect(groups.map(({ positives }) => positives)).toEqual([
    [true, false],
    [false, true],
    [true, true],
  ]);
  expect(groups[1]).toMatchObject({ prompt: 'a red dress', profile: { user_id: '7' }, weight: 0.25 });
  const { pixels } = await pictureOf(groups[1]!.images[1]!);
  expect(pixels[0]).toBeLessThan(10); // blue, as JPEG keeps it
  expect(pixels[2]).toBeGreaterThan(245);
});

it('reads a folder of files in order, up to a limit', async () => {
  mkdirSync(at('shards'));
  write('shards/train-00001.parquet', [{ caption: 'third' }, { caption: 'fourth' }]);
  write('shards/train-00000.parquet', [{ caption: 'first' }, { caption: 'second' }]);
  const prompts = async (limit?: number) =>
    (await loadPickAPic(at('shards'), limit)).groups.map(({ prompt }) => prompt);

  expect(await prompts()).toEqual(['first', 'second', 'third', 'fourth']);
  expect(await prompts(3)).toEqual(['first', 'second', 'third']);
});

it('reads the pictures of a row group together, and no others', async () => {
  const file = write('neighbours.parquet', [{}, {}, {}]);
  const { groups } = await loadPickAPic(file);
  const bytes = (group: number, image: number) => (groups[group]!.images[image] as PictureFile).bytes();
  const first = await bytes(0, 0);
  rmSync(file);

  expect(first).toEqual(base.jpg_0);
  expect(await bytes(0, 1)).toEqual(base.jpg_1);
  expect(await bytes(1, 0)).toEqual(base.jpg_0);
  await expect(bytes(2, 0)).rejects.toThrow('cannot be read as Parquet');
});

it('refuses a file that became shorter instead of filling a picture up with zeros', async () => {
  const file = write('short.parquet', [{}]);
  const { groups } = await loadPickAPic(file);
  const picture = readFileSync(file).lastIndexOf(base.jpg_1);
  expect(picture).toBeGreaterThan(0);
  truncateSync(file, picture + 100);

  await expect((groups[0]!.images[1] as PictureFile).bytes()).rejects.toThrow(
    'short.parquet cannot be read as Parquet; copy or download it again.',
  );
});

it('knows nothing of who picked where the row has no user', async () => {
  const { groups } = await loadPickAPic(write('nobody.parquet', [{ user_id: null }, {}]));

  expect(groups.map(({ profile }) => profile)).toEqual([{}, { user_id: '12' }]);
});

it('names rows that cannot be used, missing columns, and what is no such file', async () => {
  const file = write('bad.parquet', [
    {},
    { label_0: 1, label_1: 1 },
    { caption: '' },
    { jpg_1: new Uint8Array() },
  ]);
  await expect(loadPickAPic(file)).rejects.toThrow(
    'bad.parquet has rows that cannot be used. row 2: its labels are 1 and 1, but must be 1 and 0, 0 and 1 or both 0.5; ' +
      'row 3: its caption is empty; row 4: the image jpg_1 is missing.',
  );
  await expect(loadPickAPic(write('bare.parquet', [{}], ['jpg_0', 'jpg_1']))).rejects.toThrow(
    'lacks the columns jpg_0, jpg_1; take a file of Pick-a-Pic with images',
  );
  writeFileSync(at('text.parquet'), 'no parquet at all');
  await expect(loadPickAPic(at('text.parquet'))).rejects.toThrow('cannot be read as Parquet');
  await expect(loadPickAPic(at('absent'))).rejects.toThrow('neither a Parquet file nor a folder');
  await expect(loadPickAPic(write('empty.parquet', [{ has_label: false }]))).rejects.toThrow(
    'no labelled preferences',
  );
});
