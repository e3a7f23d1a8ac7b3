import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { openTable } from '../../../../server/imports/tables/open-table.js';
import { fileSource } from '../../../../server/imports/tables/table-source.js';
import { craftedParquet, dataPage, plainText } from '../../../support/requests/crafted-parquet.js';

const MEBIBYTE = 2 ** 20;
const folder = mkdtempSync(join(tmpdir(), 'toile-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rows of a file, or the sentence that it is refused with. */
async function read(bytes: Uint8Array): Promise<readonly (readonly string[])[] | string> {
  const path = join(folder, 'a.parquet');
  writeFileSync(path, bytes);
  const rows: (readonly string[])[] = [];
  try {
    const table = await openTable(await fileSource(path));
    for await (const { cells } of table.rows()) rows.push(cells);
    return rows;
  } catch (error) {
    return (error as Error).message;
  }
}

it('reads a page as it is crafted', async () => {
  const bytes = plainText('a dress');

  expect(await read(craftedParquet({ pages: [{ header: dataPage(1, bytes.byteLength), bytes }] }))).toEqual([
    ['a dress'],
  ]);
});

it('refuses more columns than the limit', async () => {
  const columnData = Array.from({ length: 1_001 }, (_, n) => ({
    name: `c${n}`,
    data: [n],
    type: 'INT32' as const,
  }));

  expect(await read(new Uint8Array(parquetWriteBuffer({ columnData })))).toMatch(
    /^a\.parquet has more than 1,000 columns, which is the limit/,
  );
});

it.each(['GZIP', 'SNAPPY', 'ZSTD', 'BROTLI', 'LZ4_RAW'] as const)(
  'refuses a page of %s that states to be huge',
  async (codec) => {
    const bytes = gzipSync(plainText('a dress'));
    const pages = [{ header: dataPage(1, 200 * MEBIBYTE), bytes }];

    expect(await read(craftedParquet({ codec, pages }))).toMatch(
      /^a\.parquet cannot be read as Parquet: a page is larger than 128 MiB, which is the limit\. Write the file/,
    );
  },
);

it('refuses a row longer than the limit', async () => {
  const bytes = plainText('x'.repeat(2 * MEBIBYTE));

  expect(await read(craftedParquet({ pages: [{ header: dataPage(1, bytes.byteLength), bytes }] }))).toMatch(
    /a row is longer than 1 MiB, which is the limit/,
  );
});
