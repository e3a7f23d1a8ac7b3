import { describe, expect, it } from '@jest/globals';
import { countImporter } from '../../../server/imports/importers/count-importer.js';
import { eventImporter } from '../../../server/imports/importers/event-importer.js';
import { itemImporter } from '../../../server/imports/importers/item-importer.js';
import { columnMapping } from '../../../server/imports/mapping/column-mapping.js';
import { fileHashes } from '../../../server/imports/runs/fingerprint.js';
import { type ImportReport, importInChunks } from '../../../server/imports/runs/import-table.js';
import type { RowImporter } from '../../../server/imports/runs/row-importer.js';
import { openTable } from '../../../server/imports/tables/open-table.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';

const ROWS_A_CHUNK = 4;
const CHUNKS = 3;
/** The last chunk is shorter; one row of each file is wrong, and one repeats an earlier row of another chunk. */
const ROWS = ROWS_A_CHUNK * (CHUNKS - 1) + 2;

const product = useToile();

interface Kind {
  readonly importer: RowImporter;
  readonly text: string;
}

const kinds: Record<string, () => Kind> = {
  counts: () => ({
    importer: countImporter({ today: '2026-06-30' }),
    text: fileOf(
      'store,item,origin,impressions,clicks,orders',
      (n) => `s${n % 2},i${n},AI_GENERATED,${n},${n % 3 === 0 ? n + 1 : 0},0`, // more clicks in every third row
      's0,wrong,robot,1,1,1',
    ),
  }),
  items: () => ({
    importer: itemImporter({}),
    text: fileOf(
      'store,item,origin,title',
      (n) => `s${n % 2},i${n},AI_GENERATED,"t${n}\nof two lines"`,
      's0,wrong,robot,t',
    ),
  }),
  events: () => ({
    importer: eventImporter({ events: product.toile.events.store, viewer: OPERATOR }),
    text: fileOf(
      'kind,time,visitor,item',
      (n) => `CLICK,2026-03-01T10:00:0${n % 10}Z,v${n},known`,
      'CLICK,2026-03-01T10:00:00Z,v99,unknown',
    ),
  }),
};

function fileOf(header: string, row: (n: number) => string, wrong: string): string {
  const rows = Array.from({ length: ROWS - 2 }, (_, n) => row(n));
  return [header, ...rows.slice(0, 2), wrong, ...rows.slice(2), row(0)].join('\n');
}

interface Run {
  readonly again?: boolean;
  readonly requestId?: string;
  readonly signal?: AbortSignal;
  readonly report?: () => void;
  readonly note?: (manager: unknown, stage: string) => Promise<void>;
}

/** A workspace with one item, that events can be about. */
async function addWorkspace(): Promise<string> {
  const slug = `w${process.hrtime.bigint()}`;
  const [{ id }] = await product.dataSource.query(
    'INSERT INTO workspaces (slug, name) VALUES ($1, $1) RETURNING id',
    [slug],
  );
  const [{ store }] = await product.dataSource.query(
    "INSERT INTO stores (workspace_id, name) VALUES ($1, 'other') RETURNING id AS store",
    [id],
  );
  await product.dataSource.query(
    "INSERT INTO items (store_id, key, title, origin) VALUES ($1, 'known', 'Known', 'HUMAN_DESIGNED')",
    [store],
  );
  return id;
}

async function importText(workspaceId: string, { importer, text }: Kind, run: Run = {}) {
  const source = textSource('file.csv', text);
  const table = await openTable(source);
  return importInChunks({
    dataSource: product.dataSource,
    workspaceId,
    importer: { ...importer, rowsAChunk: ROWS_A_CHUNK },
    fileName: source.name,
    table,
    mapping: columnMapping(importer.fields, table.columns, []),
    ...(await fileHashes(source, [importer.kind])),
    ...run,
  });
}

/** Stops an import after the commit of a chunk. */
function killedAfter(chunk: number): Run {
  const stop = new AbortController();
  let chunks = 0;
  return {
    signal: stop.signal,
    report: () => {
      chunks += 1;
      if (chunks === chunk) stop.abort(new Error('killed'));
    },
  };
}

/** Stops an import between the work of a chunk and its commit. */
function killedWithin(chunk: number): Run {
  let chunks = 0;
  return {
    report: () => {
      chunks += 1;
      if (chunks === chunk) throw new Error('killed');
    },
  };
}

const numbersOf = (report: ImportReport) => {
  const { rowCount, lineCount, acceptedCount, rejectedCount, tallies, firstRejections, warnings } = report;
  return { rowCount, lineCount, acceptedCount, rejectedCount, tallies, firstRejections, warnings };
};

/** Stops an import between its last chunk and its end. */
const killedAtTheEnd: Run = {
  note: async (_manager, stage) => {
    if (stage === 'finish') throw new Error('killed');
  },
};

const kills: readonly (readonly [string, () => Run, number])[] = [
  ['after the first chunk', () => killedAfter(1), 1],
  ['after the second chunk', () => killedAfter(2), 2],
  ['within the first chunk', () => killedWithin(1), 0],
  ['within the second chunk', () => killedWithin(2), 1],
  ['within the last chunk', () => killedWithin(3), 2],
];

/** The header and 10 rows, 9 of which have a title of two lines in the file of items. */
const LINES: Readonly<Record<string, number>> = { counts: 11, items: 20, events: 11 };

describe.each(Object.keys(kinds))('an interrupted import of %s', (name) => {
  const kind = () => kinds[name]!();

  it.each([
    ['once', false],
    ['again', true],
  ])('that is wanted %s ends with the numbers of one that was not interrupted', async (_, again) => {
    const whole = numbersOf(await importText(await addWorkspace(), kind(), { again }));

    for (const [place, kill, chunks] of kills) {
      const workspaceId = await addWorkspace();
      await expect(importText(workspaceId, kind(), { again, ...kill() })).rejects.toThrow('killed');

      const resumed = await importText(workspaceId, kind(), { again });

      expect({ place, ...numbersOf(resumed) }).toEqual({ place, ...whole });
      expect(resumed).toMatchObject({ resumedAfter: chunks * ROWS_A_CHUNK, alreadyImportedAt: null });
    }
  });

  it('that had only to be finished brings nothing in twice', async () => {
    const workspaceId = await addWorkspace();
    await expect(importText(workspaceId, kind(), { again: true, ...killedAtTheEnd })).rejects.toThrow();

    const resumed = await importText(workspaceId, kind(), { again: true });

    expect(resumed).toMatchObject({
      rowCount: ROWS,
      lineCount: LINES[name],
      resumedAfter: ROWS,
      alreadyImportedAt: null,
    });
    expect(numbersOf(resumed)).toEqual(numbersOf(await importText(await addWorkspace(), kind())));
  });
});

it('keeps the warnings of all chunks: one for each third item', async () => {
  const { warnings } = await importText(await addWorkspace(), kinds.counts!());

  expect(warnings).toMatchObject({ count: 3, first: [{ row: 2 }, { row: 6 }, { row: 9 }] });
});

it('is finished for the request that finished it, and imported before for any other', async () => {
  const workspaceId = await addWorkspace();
  const first = await importText(workspaceId, kinds.counts!(), { requestId: 'job 1', again: true });

  const same = await importText(workspaceId, kinds.counts!(), { requestId: 'job 1', again: true });
  const other = await importText(workspaceId, kinds.counts!(), { requestId: 'job 2' });
  const again = await importText(workspaceId, kinds.counts!(), { requestId: 'job 3', again: true });

  expect(same).toMatchObject({ ...numbersOf(first), alreadyImportedAt: null, resumedAfter: ROWS });
  expect(other).toMatchObject({ ...numbersOf(first), alreadyImportedAt: expect.any(Date), resumedAfter: 0 });
  expect(again).toMatchObject({ alreadyImportedAt: null, resumedAfter: 0, tallies: { storesAdded: 0 } });
});
