import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import sharp from 'sharp';
import { labelled, pairsOf } from '../../../../../server/models/training/data/group-batches.js';
import { loadedData } from '../../../../../server/models/training/data/loaded-data.js';
import { useBackend } from '../../../../support/perfusion/backend.js';
import { temporaryFolder } from '../../../../support/perfusion/model-folders.js';

useBackend();

const folder = temporaryFolder();

/** Pick-a-Pic's columns for pairs of which the first picture was picked, with so many examples of each prompt. */
async function writePairs(examples: readonly number[]): Promise<void> {
  const picture = await sharp({ create: { width: 9, height: 4, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const column = <T>(name: string, type: string, value: (i: number) => T) => ({
    name,
    type: type as 'STRING',
    data: examples.map((_, i) => value(i)),
  });
  const buffer = parquetWriteBuffer({
    columnData: [
      column('caption', 'STRING', (i) => `dress ${i}`),
      column('jpg_0', 'BYTE_ARRAY', () => new Uint8Array(picture)),
      column('jpg_1', 'BYTE_ARRAY', () => new Uint8Array(picture)),
      column('label_0', 'DOUBLE', () => 1),
      column('label_1', 'DOUBLE', () => 0),
      column('user_id', 'INT64', () => 3n),
      column('has_label', 'BOOLEAN', () => true),
      column('are_different', 'BOOLEAN', () => true),
      column('num_example_per_prompt', 'INT64', (i) => BigInt(examples[i]!)),
    ],
  });
  writeFileSync(path.join(folder, 'pairs.parquet'), new Uint8Array(buffer));
}

it("a pair of Pick-a-Pic counts 1 / its prompt's examples, in a batch and in its pairs", async () => {
  await writePairs([1, 4]);

  const { train, pictures } = await loadedData({ folder, testShare: 0 }, 4);

  expect(pictures).toMatchObject({ count: 4, size: 4 });
  expect([...labelled(train).weights!.dataSync()]).toEqual([1, 0.25]);
  expect(pairsOf(train).map(({ weight }) => weight)).toEqual([1, 0.25]);
});

it('groups without weights give a batch without weights', () => {
  const group = { prompt: 'dress', profile: {}, pictures: [0, 1], positives: [true, false] };

  expect(labelled([group])).not.toHaveProperty('weights');
  expect(JSON.stringify(pairsOf([group]))).toBe(JSON.stringify([group]));
});
