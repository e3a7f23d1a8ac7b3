import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { openTable } from '../../../../../server/imports/tables/open-table.js';
import { fileSource } from '../../../../../server/imports/tables/table-source.js';
import { craftedParquet, dataPage, plainText } from '../../../../support/requests/crafted-parquet.js';

const folder = mkdtempSync(join(tmpdir(), 'toile-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = plainText('a dress');
const path = join(folder, 'a.parquet');
writeFileSync(path, craftedParquet({ pages: [{ header: dataPage(1, bytes.byteLength), bytes }] }));

/** The texts of the file, or the code that it is refused with, as often as wanted at once. */
const readAtOnce = (times: number, inRequest: boolean) =>
  Promise.all(
    Array.from({ length: times }, async () => {
      const rows: string[] = [];
      try {
        const table = await openTable({ ...(await fileSource(path)), inRequest });
        for await (const { cells } of table.rows()) rows.push(...cells);
        return rows.join();
      } catch (error) {
        return (error as { readonly code: string }).code;
      }
    }),
  );

it('lets few requests read Parquet at once, and refuses those beyond a short queue', async () => {
  const outcomes = await readAtOnce(30, true);

  expect(outcomes.filter((outcome) => outcome === 'a dress')).toHaveLength(10);
  expect(outcomes.filter((outcome) => outcome === 'RATE_LIMITED')).toHaveLength(20);
});

it('lets every job wait for its turn', async () => {
  expect(await readAtOnce(6, false)).toEqual(Array(6).fill('a dress'));
});
