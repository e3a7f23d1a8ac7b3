import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FileImport } from '../../../../server/imports/file-import.js';
import { ImportKind } from '../../../../server/imports/index.js';
import { RefusedImport } from '../../../../server/imports/mapping/problem.js';
import { textSource } from '../../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../../server/platform/index.js';
import { addWorkspace } from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import type { Row } from './cells.js';
import { amountUpTo, catalogueOf, countsIn, eventsIn, type Numbers } from './sales.js';
import { isRefused, storedSums, sumsOf } from './sums.js';
import { CSV, NDJSON, parquetIn, type WrittenAs } from './written-files.js';

const IN_TEXT: Numbers = {
  maxName: 10n ** 30n,
  amount: amountUpTo(10n ** 17n, fc.constantFrom(0, 0, 0, 1, 2, 2, 2, 3, 4)),
  price: amountUpTo(10n ** 9n, fc.nat(4)),
};

/** What DECIMAL(18,2), DECIMAL(9,4) and BIGINT hold. */
const IN_PARQUET: Numbers = {
  maxName: 2n ** 63n - 1n,
  amount: amountUpTo(10n ** 18n - 1n, fc.constant(2)),
  price: amountUpTo(10n ** 9n - 1n, fc.constant(4)),
};

/** A process of its own reads each Parquet file, which takes ten times as long. */
const PARQUET_SHARE = 0.4;

const KINDS = [
  [ImportKind.EVENTS, eventsIn],
  [ImportKind.COUNTS, countsIn],
] as const;

/** Imports so many files of each kind and format: what comes in adds up to what they say, to the digit. */
export function itKeepsSums(numRuns: number): void {
  const product = useToile();
  const folder = mkdtempSync(join(tmpdir(), 'toile-sums-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const formats = [
    ['NDJSON', NDJSON, IN_TEXT, numRuns],
    ['Parquet', fc.constant(parquetIn(folder)), IN_PARQUET, Math.ceil(numRuns * PARQUET_SHARE)],
    ['CSV', CSV, IN_TEXT, numRuns],
  ] as const;

  for (const [format, styles, numbers, runs] of formats)
    for (const [kind, rowsIn] of KINDS)
      it(`${kind} of ${format} keep their sums, or are refused`, async () => {
        let importedCount = 0;
        await fc.assert(
          fc.asyncProperty(styles, rowsIn(numbers), async (style, rows) => {
            if (await keepsSums(product, { kind, style, rows })) importedCount += 1;
          }),
          { numRuns: runs },
        );
        expect(importedCount).toBeGreaterThan(runs / 3);
      });
}

interface SalesFile {
  readonly kind: ImportKind;
  readonly style: WrittenAs;
  readonly rows: readonly Row[];
}

/** @returns whether the file was imported; else it was refused, and left nothing */
async function keepsSums(
  { toile, dataSource }: ReturnType<typeof useToile>,
  { kind, style, rows }: SalesFile,
): Promise<boolean> {
  const { id: workspaceId } = await addWorkspace(dataSource);
  const importSource = (settings: Pick<FileImport, 'kind' | 'source' | 'maps' | 'numberFormat'>) =>
    toile.imports.files.importFile(OPERATOR, { ...settings, workspaceId, dryRun: false });
  const isOfEvents = kind === ImportKind.EVENTS;
  if (isOfEvents)
    await importSource({
      kind: ImportKind.ITEMS,
      source: textSource('items.csv', catalogueOf(rows)),
      maps: [],
    });
  const settings = { kind, maps: isOfEvents ? ['id=id'] : [], numberFormat: style.numberFormat };
  const report = await importSource({ ...settings, source: await style.source(rows) }).catch(refusal);
  if (report === null) {
    expect(await storedSums(dataSource, workspaceId)).toEqual([]);
    return false;
  }
  const rejected = rows.flatMap((row, n) => (isRefused(row) ? [n + style.firstRow] : []));
  expect(report.firstRejections.map(({ row }) => row)).toEqual(rejected);
  const sums = sumsOf(rows.filter((row) => !isRefused(row)));
  expect(await storedSums(dataSource, workspaceId)).toEqual(sums);
  await toile.events.rollups.rollUpUnchecked();
  expect(await storedSums(dataSource, workspaceId)).toEqual(sums);
  return true;
}

function refusal(error: unknown): null {
  if (error instanceof RefusedImport) return null;
  throw error;
}
