import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { keepRevertsOut } from '../../../../server/imports/index.js';
import { OPERATOR } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/product/execute.js';
import { type ImportedFiles, importedFiles } from './imported-files.js';

const product = useToile();
let files: ImportedFiles;
let other: QueryRunner;

beforeEach(async () => {
  files = await importedFiles(product);
  other = product.dataSource.createQueryRunner();
  await other.startTransaction();
});

afterEach(async () => {
  if (other.isTransactionActive) await other.rollbackTransaction();
  await other.release();
});

const MUG = 'Nord,mug,AI_GENERATED,Mug,mugs,10.00,EUR';
const EVENTS = `
  CLICK,2026-01-01T10:00:00Z,ada,mug,SEARCH,,,,,c1
  ORDER,2026-01-01T10:02:00Z,ada,mug,SEARCH,1,10.00,EUR,o1,b1`;

async function untilSomeoneWaits(): Promise<void> {
  const [{ waits }] = await product.dataSource.query(
    `SELECT bool_or(NOT granted) AS waits FROM pg_locks
     WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  if (waits) return;
  await sleep(20);
  await untilSomeoneWaits();
}

const eventCount = async () =>
  (
    await product.dataSource.query('SELECT count(*)::int AS count FROM events WHERE workspace_id = $1', [
      files.workspaceId,
    ])
  )[0].count;

it('finds a return and an order that came in while events were taken back, and changes nothing', async () => {
  await files.items(MUG);
  const runId = await files.events(EVENTS);
  await other.query('LOCK TABLE import_former_items IN SHARE MODE'); // taken after the events are gone

  const revert = files.revert(runId);
  await untilSomeoneWaits();
  const late = { visitor: 'ada', item: 'mug', occurredAt: '2026-01-02T10:00:00Z', payload: () => ({}) };
  const { accepted } = await product.toile.events.store.record(OPERATOR, {
    workspaceId: files.workspaceId,
    source: 'segment',
    events: [
      { ...late, kind: 'RETURN', id: 'r1', orderId: 'o1' },
      { ...late, kind: 'ORDER', id: 'b2', orderId: 'o2' },
    ],
  });
  expect(accepted).toBe(2);
  await other.commitTransaction();

  await expect(revert).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/1 return of its orders(.|\n)*2 events that may have the scenario/),
  });
  expect(await eventCount()).toBe(4);
});

it('finds an order that took the currency of an item that is about to get its former one', async () => {
  await files.items(MUG);
  const runId = await files.items(MUG.replace('EUR', 'USD'));
  await other.query('LOCK TABLE import_former_items IN SHARE MODE'); // taken after the items have their currency

  const revert = files.revert(runId);
  await untilSomeoneWaits();
  const { accepted } = await product.toile.events.store.record(OPERATOR, {
    workspaceId: files.workspaceId,
    source: 'segment',
    events: [
      {
        ...{ kind: 'ORDER', id: 'b1', orderId: 'o1', visitor: 'ada', item: 'mug', amount: '5.00' },
        ...{ occurredAt: '2026-01-02T10:00:00Z', payload: () => ({}) },
      },
    ],
  });
  expect(accepted).toBe(1);
  await other.commitTransaction();

  await expect(revert).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/changed the currency of 1 item, and events may have taken it: 1 order\./),
  });
});

it('is refused while a store of the workspace is being deleted', async () => {
  const runId = await files.items(MUG);
  await keepRevertsOut(other.manager, files.workspaceId, new AbortController().signal);

  await expect(files.revert(runId)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/store of the workspace is being deleted/),
  });
});

it('waits for a roll-up that wants what the import brought', async () => {
  await files.items(MUG);
  const runId = await files.events(EVENTS);
  await other.query('SELECT pg_advisory_xact_lock(7002)'); // as a roll-up does

  const revert = files.revert(runId);
  await untilSomeoneWaits();
  await other.query('UPDATE event_batches SET rolled_up_at = rolled_up_at WHERE run_id = $1', [runId]);
  await other.commitTransaction();

  expect(await revert).toMatchObject({ eventsRemoved: 2 });
});
