import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Role } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/product/execute.js';
import { viewerOf } from '../../../support/product/viewers.js';
import { type ImportedFiles, importedFiles } from './imported-files.js';

const product = useToile();

/** What is imported first stays; what is imported second is taken back. */
interface Case {
  readonly first: (files: ImportedFiles) => Promise<unknown>;
  readonly second: (files: ImportedFiles) => Promise<string>;
  readonly takenBack: Readonly<Record<string, number>>;
}

const COUNTS = `
  Nord,mug,AI_GENERATED,SEARCH,100,10,1,2026-01-01,mugs,10.00,EUR,0,10.00
  Nord,cup,HUMAN_DESIGNED,SEARCH,200,20,2,2026-01-01,mugs,20.00,EUR,1,40.00
  Nord,jug,HUMAN_DESIGNED,OTHER,300,30,3,,mugs,30.00,EUR`;

const ITEMS = `
  Nord,mug,AI_GENERATED,Mug,mugs,10.00,EUR,2026-01-01
  Nord,cup,HUMAN_DESIGNED,Cup,mugs,20.00,EUR,2026-01-01,2026-06-30
  Nord,jug,HUMAN_DESIGNED,Jug`;

const EVENTS = `
  IMPRESSION,2026-01-01T10:00:00Z,ada,mug,SEARCH
  CLICK,2026-01-01T10:01:00Z,ada,mug
  ORDER,2026-01-01T10:02:00Z,ada,mug,,1,10.00,EUR,o1
  RETURN,2026-01-03T10:02:00Z,ada,mug,,1,10.00,EUR,o1`;

const cases: Readonly<Record<string, Case>> = {
  'counts into an empty workspace': {
    first: async () => {},
    second: (files) => files.counts(COUNTS),
    takenBack: { countsRemoved: 3, itemsRemoved: 3, storesRemoved: 1 },
  },
  'counts beside others': {
    first: (files) => files.counts(COUNTS),
    second: (files) =>
      files.counts(`
        Nord,mug,AI_GENERATED,SEARCH,5,4,3,2026-01-02
        Nord,pot,AI_GENERATED,SEARCH,7,6,5,2026-01-02,pots,50.00,EUR,0,99.00
        Süd,mug,AI_GENERATED,SEARCH,1,1,1`),
    takenBack: { countsRemoved: 3, itemsRemoved: 2, storesRemoved: 1 },
  },
  'counts that replace others': {
    first: (files) => files.counts(COUNTS),
    second: (files) =>
      files.counts(`
        Nord,mug,AI_GENERATED,SEARCH,1,1,1,2026-01-01,,,USD,1,5.00
        Nord,cup,HUMAN_DESIGNED,SEARCH,0,0,0,2026-01-01
        Nord,jug,HUMAN_DESIGNED,OTHER,9,9,9
        Nord,jug,HUMAN_DESIGNED,OTHER,9,9,9,2026-02-01`),
    takenBack: { countsRemoved: 1, countsRestored: 3 },
  },
  'counts that change facts and so slices': {
    first: (files) => files.counts(COUNTS),
    second: (files) =>
      files.counts(`
        Nord,mug,AI_GENERATED,SEARCH,50,5,1,2026-01-09,bowls,90.00,EUR
        Nord,cup,HUMAN_DESIGNED,SEARCH,60,6,1,2026-01-09,mugs,5.00,EUR`),
    takenBack: { countsRemoved: 2, itemsRestored: 2 },
  },
  'zeros where there were none': {
    first: (files) => files.counts(`Nord,mug,AI_GENERATED,SEARCH,0,0,0,2026-01-01`),
    second: (files) => files.counts(`Nord,mug,AI_GENERATED,SEARCH,0,0,0,2026-01-02`),
    takenBack: { countsRemoved: 1 },
  },
  'a catalogue': {
    first: (files) => files.items(`Nord,mug,AI_GENERATED`),
    second: (files) => files.items(ITEMS),
    takenBack: { itemsRemoved: 2, itemsRestored: 1 },
  },
  'a catalogue over totals': {
    first: async (files) => {
      await files.counts(COUNTS);
      await files.counts(`Nord,mug,AI_GENERATED,SEARCH,50,5,1,2026-01-09`);
    },
    second: (files) =>
      files.items(`
        Nord,mug,AI_GENERATED,New title,bowls,99.00,EUR,2026-03-01
        Nord,new,AI_GENERATED,New,mugs,1.00,EUR`),
    takenBack: { itemsRemoved: 1, itemsRestored: 1 },
  },
  'events of a catalogue': {
    first: (files) => files.items(ITEMS),
    second: (files) => files.events(EVENTS),
    takenBack: { eventsRemoved: 4 },
  },
  'events beside counts and events': {
    first: async (files) => {
      await files.counts(COUNTS);
      await files.events(`
        CLICK,2026-01-01T09:00:00Z,bob,mug,SEARCH
        ORDER,2026-01-01T09:02:00Z,bob,mug,,1,11.00,EUR,o9`);
    },
    second: (files) =>
      files.events(`${EVENTS}
      RETURN,2026-01-05T09:02:00Z,bob,mug,,1,11.00,EUR,o9`),
    takenBack: { eventsRemoved: 5 },
  },
};

describe.each(Object.entries(cases))('reverting %s', (_, { first, second, takenBack }) => {
  it.each([
    ['before a roll-up', false],
    ['after a roll-up', true],
  ])('leaves what there would be without it, %s', async (_, isRolledUp) => {
    const [reverted, never] = [await importedFiles(product), await importedFiles(product)];
    await first(reverted);
    await first(never);
    if (isRolledUp) await reverted.dump();

    const runId = await second(reverted);
    if (isRolledUp) await reverted.dump();
    const tallies = await reverted.revert(runId);

    const none = { countsRemoved: 0, countsRestored: 0, eventsRemoved: 0, itemsRemoved: 0 };
    expect(tallies).toEqual({ ...none, itemsRestored: 0, storesRemoved: 0, ...takenBack });
    expect(await reverted.dump()).toEqual(await never.dump());
  });
});

describe('with images', () => {
  let imageFolder: string;

  beforeAll(async () => {
    imageFolder = mkdtempSync(join(tmpdir(), 'toile-images-'));
    for (const [name, background] of [
      ['mug', 'teal'],
      ['other', 'plum'],
    ] as const) {
      const image = sharp({ create: { width: 8, height: 8, channels: 3, background } }).png();
      writeFileSync(join(imageFolder, `${name}.png`), await image.toBuffer());
    }
  });
  afterAll(() => rmSync(imageFolder, { recursive: true }));

  it('a catalogue gives back the image that an item had, or none', async () => {
    const [reverted, never] = [await importedFiles(product), await importedFiles(product)];
    const catalogue = 'Nord,mug,AI_GENERATED,Mug\nNord,cup,AI_GENERATED,Cup';
    for (const files of [reverted, never]) await files.items(catalogue, { imageFolder });

    const runId = await reverted.items('Nord,mug,AI_GENERATED,,,,,,,other\nNord,cup,AI_GENERATED,,,,,,,mug', {
      imageFolder,
    });
    const changed = (await reverted.dump()).items;
    await reverted.revert(runId);

    expect(changed).not.toEqual((await never.dump()).items);
    expect(await reverted.dump()).toEqual(await never.dump());
  });
});

it('of an import that was stopped half-way takes back what it brought, and the file is a new one then', async () => {
  const files = await importedFiles(product);
  const before = await files.dump();
  const rows = Array.from(
    { length: 4_100 },
    (_, n) => `Nord,item ${n},AI_GENERATED,SEARCH,1,1,1,2026-01-01`,
  ).join('\n');
  const stop = new AbortController();
  const stopped = { signal: stop.signal, report: () => stop.abort(new Error('stopped')) };
  await expect(files.counts(rows, stopped)).rejects.toThrow('stopped');
  const [run] = await files.list();

  expect(run).toMatchObject({ finishedAt: null, rowCount: 2_000, acceptedCount: 2_000 });
  expect(await files.revert(run!.id)).toMatchObject({
    countsRemoved: 2_000,
    itemsRemoved: 2_000,
    storesRemoved: 1,
  });
  expect(await files.dump()).toEqual(before);

  const again = await files.counts(rows);
  expect(again).not.toBe(run!.id);
  expect((await files.list()).map(({ rowCount }) => rowCount)).toEqual([4_100, 2_000]);
});

it('stays in the list with who reverted it, its rejects too, and is in the audit log', async () => {
  const files = await importedFiles(product);
  const runId = await files.counts('Nord,mug,AI_GENERATED,SEARCH,1,1,1\nNord,mug,robot,SEARCH,1,1,1');
  const { imports } = product.toile;
  const [reverter, other] = [viewerOf(Role.ANALYST), viewerOf(Role.ADMIN)];
  const request = { workspaceId: files.workspaceId, runId };

  const report = await imports.reverts.revert(reverter, request);
  const again = await imports.reverts.revert(other, request);
  const [run] = await files.list();
  const { csv } = await imports.files.getRejects(reverter, runId);
  const audit = await product.dataSource.query(
    "SELECT actor_name, details FROM audit_log WHERE action = 'import.revert' AND subject_id = $1",
    [files.workspaceId],
  );

  expect(report).toMatchObject({ takenBack: ['1 total removed', '1 item removed', '1 store removed'] });
  expect(again).toEqual(report);
  expect(run).toMatchObject({
    id: runId,
    revertedBy: reverter.email,
    revertedAt: report.revertedAt,
    rejectedCount: 1,
  });
  expect(await text(Readable.from(csv))).toContain('robot');
  expect(await files.blockers(runId)).toEqual(['It was reverted already.']);
  expect(audit).toEqual([
    {
      actor_name: reverter.email,
      details: { runId, kind: 'COUNTS', fileName: 'file.csv', ...report.tallies },
    },
  ]);
});

it('frees the file: the same one comes in as if it were new', async () => {
  const files = await importedFiles(product);
  const first = await files.counts(COUNTS);
  const whole = await files.dump();
  expect(await files.counts(COUNTS)).toBe(first);

  await files.revert(first);

  expect(await files.counts(COUNTS)).not.toBe(first);
  expect(await files.dump()).toEqual(whole);
});

it('runs as a job, with progress, and leaves a running import alone', async () => {
  const files = await importedFiles(product);
  const runId = await files.counts(COUNTS);
  const execute = (id: string) =>
    product.execute(
      'mutation ($id: ID!) { revertImport(input: { id: $id }) { kind subject status } }',
      { id },
      viewerOf(Role.ANALYST),
      { requestedWorkspace: files.workspaceId },
    );
  const stop = new AbortController();
  let blockers: readonly string[] = [];
  let refusal: unknown;
  const checking = async () => {
    const [running] = await files.list();
    blockers = await files.blockers(running!.id);
    refusal = await files.revert(running!.id).catch((error) => error.message);
    stop.abort(new Error('stopped'));
  };

  const { data } = await execute(runId);
  expect((await execute(runId)).errors?.[0]?.message).toBe(
    'The import is being reverted: wait until that ends',
  );
  let started: Promise<void> | undefined;
  await expect(
    files.counts(
      Array.from({ length: 40_000 }, (_, n) => `Ost,i ${n},AI_GENERATED,SEARCH,1,1,1`).join('\n'),
      {
        signal: stop.signal,
        report: () => {
          started ??= checking();
        },
      },
    ),
  ).rejects.toThrow('stopped');
  await started;

  expect(data.revertImport).toEqual({ kind: 'revert-import', subject: 'counts: file.csv', status: 'QUEUED' });
  expect(blockers).toEqual(['It is running: wait until it ends, or cancel it.']);
  expect(refusal).toBe('The import is running: wait until it ends, or cancel it, then revert it');
  const steps: object[] = [];
  const task = product.toile.imports.tasks[1];
  const job = {
    id: '0',
    workspaceId: files.workspaceId,
    requestedBy: 'x',
    requester: viewerOf(Role.ANALYST),
  };
  await task.run(
    { runId },
    { ...job, signal: new AbortController().signal, report: (step) => steps.push(step) },
  );
  expect(steps).toEqual([
    { done: 0, total: 4, message: 'Checking what depends on it' },
    { done: 1, total: 4, message: 'Taking back totals and events' },
    { done: 2, total: 4, message: 'Taking back items and stores' },
    { done: 3, total: 4, message: 'Adding up what is left' },
    { done: 4, total: 4, message: null },
  ]);
});
