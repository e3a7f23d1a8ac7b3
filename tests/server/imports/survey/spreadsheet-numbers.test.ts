import { expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { AMOUNT_KIND, COUNT_KIND } from '../../../../server/imports/mapping/number-kind.js';
import { RefusedImport } from '../../../../server/imports/mapping/problem.js';
import { surveyedMapping } from '../../../../server/imports/survey/surveyed-mapping.js';
import { openTable } from '../../../../server/imports/tables/open-table.js';
import { textSource } from '../../../../server/imports/tables/table-source.js';

const FIELDS = [
  { name: 'count', required: true, description: '', aliases: [], number: COUNT_KIND },
  { name: 'amount', required: true, description: '', aliases: [], number: AMOUNT_KIND },
  { name: 'currency', required: true, description: '', aliases: [] },
] as const;

const LOCALES = ['de-DE', 'fr-FR', 'de-CH', 'en-US', 'en-IN', 'es-ES', 'pt-BR', 'sv-SE'];

/** Rows of a count and an amount in thousandths, as `Intl` writes them in the language of a country. */
const written = fc.record({
  locale: fc.constantFrom(...LOCALES),
  asCurrency: fc.boolean(),
  useGrouping: fc.boolean(),
  minimumFractionDigits: fc.constantFrom(0, 2),
  step: fc.constantFrom(1, 10, 1_000),
  rows: fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000_000 }), fc.integer({ min: 0, max: 9_999_999 })), {
    minLength: 1,
    maxLength: 8,
  }),
});

type Written = typeof written extends fc.Arbitrary<infer Value> ? Value : never;

const amountsOf = ({ rows, step }: Written) => rows.map(([, amount]) => Math.floor(amount / step) * step);

function csvOf(table: Written): string {
  const { locale, asCurrency, useGrouping, minimumFractionDigits, rows } = table;
  const counts = new Intl.NumberFormat(locale, { useGrouping });
  const amounts = new Intl.NumberFormat(locale, {
    useGrouping,
    minimumFractionDigits,
    maximumFractionDigits: 3,
    ...(asCurrency && { style: 'currency', currency: 'EUR' }),
  });
  const cells = amountsOf(table).map((amount, n) => [
    counts.format(rows[n]![0]),
    amounts.format(amount / 1_000),
    'EUR',
  ]);
  return stringify([['count', 'amount', 'currency'], ...cells], { delimiter: ';', quoted: true });
}

/** The numbers of a CSV in thousandths; null where it is refused. */
async function readBack(csv: string): Promise<number[][] | null> {
  const table = await openTable(textSource('sheet.csv', csv), { delimiter: ';' });
  const mapping = await surveyedMapping({ fields: FIELDS, table, maps: [] }).catch((error) => {
    if (error instanceof RefusedImport) return null;
    throw error;
  });
  if (!mapping) return null;
  const rows: number[][] = [];
  for await (const row of table.rows()) {
    const { record, problems } = mapping.mapping.read(row);
    expect(problems).toEqual([]);
    rows.push([Number(record.count), Math.round(Number(record.amount) * 1_000)]);
  }
  return rows;
}

it('what a spreadsheet wrote in the style of a country comes back as it was, or is refused', async () => {
  let readCount = 0;
  const numRuns = 150;
  await fc.assert(
    fc.asyncProperty(written, async (table) => {
      const rows = await readBack(csvOf(table));
      if (rows === null) return;
      readCount += 1;
      expect(rows).toEqual(amountsOf(table).map((amount, n) => [table.rows[n]![0], amount]));
    }),
    { seed: 4, numRuns },
  );
  expect(readCount).toBeGreaterThan(numRuns / 3);
});
