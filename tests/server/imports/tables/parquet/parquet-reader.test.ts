import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, expect, it } from '@jest/globals';
import { ParquetReader } from '../../../../../server/imports/tables/parquet/parquet-reader.js';
import { craftedParquet, dataPage, plainText } from '../../../../support/requests/crafted-parquet.js';

const folder = mkdtempSync(join(tmpdir(), 'toile-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rows of a file, or the sentence that it is refused with. */
async function read(bytes: Uint8Array): Promise<unknown> {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  const reader = new ParquetReader(path, 'a.parquet');
  const rows: (readonly string[])[] = [];
  try {
    for (let answer = await reader.next(); answer.kind !== 'end'; answer = await reader.next())
      if (answer.kind === 'rows') rows.push(...answer.rows);
    return rows;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await reader.stop();
  }
}

const dress = plainText('a dress');

it('reads what Brotli wrote', async () => {
  const bytes = brotliCompressSync(dress);
  const pages = [{ header: dataPage(1, dress.byteLength), bytes }];

  expect(await read(craftedParquet({ codec: 'BROTLI', pages }))).toEqual([['a dress']]);
});

it('does not let Brotli write more than the page states', async () => {
  const pages = [{ header: dataPage(1, dress.byteLength), bytes: brotliCompressSync(new Uint8Array(1e6)) }];

  expect(await read(craftedParquet({ codec: 'BROTLI', pages }))).toMatch(
    /^a\.parquet cannot be read as Parquet: /,
  );
});

/** A frame of zstd of one text, its size not stated, and as many blocks of 2 MB of one byte as wanted. */
function zstdFrame(text: Uint8Array, bombs: number): Uint8Array {
  const block = (last: number, type: number, size: number) => {
    const header = last | (type << 1) | (size << 3);
    return [header & 255, (header >> 8) & 255, header >> 16];
  };
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0, 0x58];
  const bomb = [...block(0, 1, 2 ** 21 - 1), 0];
  const end = block(1, 0, text.byteLength);
  return Uint8Array.from([...head, ...Array.from({ length: bombs }, () => bomb).flat(), ...end, ...text]);
}

it('reads a frame of zstd whose size is not stated, and refuses one that would be huge', async () => {
  const fileOf = (bombs: number) =>
    craftedParquet({
      codec: 'ZSTD',
      pages: [{ header: dataPage(1, dress.byteLength), bytes: zstdFrame(dress, bombs) }],
    });

  expect(await read(fileOf(0))).toEqual([['a dress']]);
  expect(await read(fileOf(1_000))).toMatch(/a page is larger than 128 MiB/);
});

it('refuses a row group of too many rows, and one whose pages hold another number', async () => {
  const pages = [{ header: dataPage(1, dress.byteLength), bytes: dress }];

  expect(await read(craftedParquet({ pages, rowCount: 5_000_001 }))).toMatch(/more than 5,000,000 rows/);
  expect(await read(craftedParquet({ pages, rowCount: 2 }))).toMatch(
    /a column has 1 values in a row group of 2 rows/,
  );
});

it('outlives a page that would fill the memory', async () => {
  const dictionary = {
    type: 'DICTIONARY_PAGE' as const,
    uncompressed_page_size: dress.byteLength,
    dictionary_page_header: { num_values: 1, encoding: 'PLAIN' as const, is_sorted: false },
  };
  const endlessRun = Uint8Array.from([1, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0]);
  const pages = [
    { header: dictionary, bytes: dress },
    { header: dataPage(1, endlessRun.byteLength, 'RLE_DICTIONARY'), bytes: endlessRun },
  ];

  expect(await read(craftedParquet({ pages }))).toMatch(/a part needs more than 512 MiB of heap/);
});

/** One text of 1 MB, and then `count` times the whole text before. */
function repeatedText(count: number): Uint8Array {
  const length = 1_000_000;
  const deltas = (first: number, second: number) => [
    ...[1, 1, 1].flatMap(varint),
    ...[first, second, ...Array(count - 1).fill(0)].flatMap((delta, i) =>
      i === 0 ? zigzag(delta) : [...zigzag(delta), 0],
    ),
  ];
  return Uint8Array.from([...deltas(0, length), ...deltas(length, -length), ...Array(length).fill(97)]);
}

const zigzag = (value: number) => varint((value << 1) ^ (value >> 31));
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];

it('outlives a page that would fill the memory outside of the heap', async () => {
  const count = 4_000;
  const bytes = repeatedText(count);
  const pages = [{ header: dataPage(count + 1, bytes.byteLength, 'DELTA_BYTE_ARRAY'), bytes }];

  expect(await read(craftedParquet({ pages, rowCount: count + 1 }))).toMatch(/or 2048 MiB of memory/);
});

it('refuses bytes that are none, whatever they are', async () => {
  const noise = Buffer.concat([
    Buffer.from('PAR1'),
    randomBytes(300),
    Buffer.from([200, 0, 0, 0]),
    Buffer.from('PAR1'),
  ]);

  expect(await read(noise)).toMatch(/^a\.parquet cannot be read as Parquet: /);
});
