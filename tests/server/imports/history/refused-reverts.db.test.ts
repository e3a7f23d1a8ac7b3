import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Item, Store } from '../../../../server/catalog/index.js';
import { ImportKind, isRunning } from '../../../../server/imports/index.js';
import { OPERATOR, Role } from '../../../../server/platform/index.js';
import { addItem } from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import { ANALYST, addPerson, viewerOf } from '../../../support/product/viewers.js';
import { type ImportedFiles, importedFiles } from './imported-files.js';

const product = useToile();
let files: ImportedFiles;

beforeEach(async () => {
  files = await importedFiles(product);
});

const MUG = 'Nord,mug,AI_GENERATED,SEARCH,100,10,1,2026-01-01,mugs,10.00,EUR';
const MUGS = 'Nord,mug,AI_GENERATED,Mug,mugs,10.00,EUR\nNord,cup,AI_GENERATED,Cup,mugs,10.00,EUR';

const liveEvent = (event: object) => ({
  kind: 'IMPRESSION',
  id: 'live',
  visitor: 'ada',
  item: 'mug',
  occurredAt: '2026-01-02T10:00:00Z',
  payload: () => event,
  ...event,
});

/** What an event door sends of the mug. */
const send = (events: readonly object[], source = 'graphql') =>
  product.toile.events.store.record(OPERATOR, {
    workspaceId: files.workspaceId,
    source,
    events: events.map(liveEvent),
  });

const itemOf = (key: string) =>
  product.dataSource
    .getRepository(Item)
    .createQueryBuilder('item')
    .innerJoin(Store, 'store', 'store.id = item.store_id')
    .where('item.key = :key AND store.workspace_id = :id', { key, id: files.workspaceId })
    .getOneOrFail();

async function expectRefused(runId: string, ...sentences: readonly (string | RegExp)[]): Promise<void> {
  const blockers = await files.blockers(runId);
  const before = await files.dump();

  expect(blockers).toEqual(
    sentences.map((sentence) => (typeof sentence === 'string' ? sentence : expect.stringMatching(sentence))),
  );
  await expect(files.revert(runId)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining(`cannot be reverted:\n- ${blockers[0]}`),
  });
  expect(await files.dump()).toEqual(before);
}

const later = (text: string) =>
  new RegExp(`^"later.csv" \\(imported .* UTC\\) ${text}. Revert that import first.$`);

describe('an import is not reverted before a later one', () => {
  it.each([
    [
      'that replaced its totals',
      () => files.counts('Nord,cup,AI_GENERATED,SEARCH,9,9,9,2026-01-01').then(() => files.counts(MUG)),
      () => files.counts('Nord,mug,AI_GENERATED,SEARCH,5,5,5,2026-01-01', { name: 'later.csv' }),
      later('relies on it: 1 total replaced, 1 row about its stores or items'),
    ],
    [
      'that changed its items',
      () => files.items(MUGS),
      () => files.items('Nord,mug,AI_GENERATED,Better', { name: 'later.csv' }),
      later('relies on it: 1 item changed, 1 row about its stores or items'),
    ],
    [
      'that says the same of its items',
      () => files.items(MUGS),
      () => files.items(`${MUGS}\nNord,new,AI_GENERATED`, { name: 'later.csv' }),
      later('relies on it: 3 rows about its stores or items'),
    ],
    [
      'whose row an item of it refused',
      () => files.items(MUGS),
      () => files.items('Nord,mug,HUMAN_DESIGNED', { name: 'later.csv' }),
      later('relies on it: 1 row about its stores or items'),
    ],
  ])('%s', async (_, first, second, sentence) => {
    const before = await files.dump();
    const runId = await first();
    const laterId = await second();
    const added = await files.blockers(runId);

    expect(added).toContainEqual(expect.stringMatching(sentence));
    await expect(files.revert(runId)).rejects.toMatchObject({ code: 'CONFLICT' });

    await files.revert(laterId);
    await files.revert(runId);
    if (!added.some((text) => text.includes('replaced'))) expect(await files.dump()).toEqual(before);
  });

  it('whose events were rejected since their item is in several stores, also in that which it added', async () => {
    const firstId = await files.items(MUGS);
    const runId = await files.items('Süd,mug,AI_GENERATED');
    const shown = 'IMPRESSION,2026-01-01T10:00:00Z,ada,mug,SEARCH,,,,,e1';
    const laterId = await files.events(`${shown}\n${shown.replace('e1', 'e2')}`, { name: 'later.csv' });

    for (const id of [firstId, runId]) {
      await expectRefused(id, /"later.csv" \(imported .* UTC\).* 2 rows/);
    }

    await files.revert(laterId);
    await files.revert(runId);
    await files.events(shown, { name: 'once more.csv' });
    expect(await files.blockers(firstId)).toContainEqual('1 item of it has events: 1 impression.');
  });

  it('with events that came again, or were rejected, or took a scenario or an order from it', async () => {
    await files.items(MUGS);
    const runId = await files.events(`
      CLICK,2026-01-01T10:00:00Z,ada,mug,SEARCH,,,,,c1
      ORDER,2026-01-01T10:02:00Z,ada,mug,SEARCH,1,10.00,EUR,o1,b1
      CLICK,2026-01-01T10:00:00Z,bob,cup,SEARCH,,,,,c2`);
    const laterId = await files.events(
      `
      CLICK,2026-01-01T10:00:00Z,ada,mug,SEARCH,,,,,c1
      CLICK,2026-01-01T10:00:01Z,bob,cup,SEARCH,,,,,c2
      RETURN,2026-01-04T10:02:00Z,ada,mug,,1,10.00,EUR,o1,r1
      ORDER,2026-01-02T10:02:00Z,bob,cup,,1,10.00,EUR,o2,b2`,
      { name: 'later.csv' },
    );

    await expectRefused(
      runId,
      later('relies on it: 2 events not counted again'),
      later('has 1 return of its orders'),
      later('has 2 events that may have the scenario of its impressions and clicks'),
    );
    await files.revert(laterId);
    expect(await files.revert(runId)).toMatchObject({ eventsRemoved: 3 });
  });
});

describe('an import is not reverted', () => {
  it('if counts came with a request for items that it added', async () => {
    const runId = await files.counts(MUG);
    const table = {
      store: 'Nord',
      item: 'mug',
      origin: 'AI_GENERATED',
      impressions: 7,
      clicks: 1,
      orders: 0,
    };
    await product.ask(
      'mutation ($input: ImportCountsInput!) { importCounts(input: $input) { accepted } }',
      { input: { rows: [table] } },
      ANALYST,
      { requestedWorkspace: files.workspaceId },
    );

    await expectRefused(runId, 'Requests stated 1 total of its stores or items.');
  });

  it('if there are events of items that it added', async () => {
    const runId = await files.items(MUGS);
    await send([{}, { kind: 'ORDER', id: 'order', amountMinor: 5, currency: 'EUR' }]);

    await expectRefused(runId, '1 item of it has events: 1 impression, 1 order.');
  });

  it('if events may have taken the currency that it gave their items', async () => {
    await files.items(MUGS);
    const runId = await files.items('Nord,mug,AI_GENERATED,,,12.00,USD\nNord,cup,AI_GENERATED,Other');
    await send([
      { kind: 'ORDER', amount: '5.00', orderId: 'o1' },
      { id: 'e2', item: 'cup' },
    ]);

    await expectRefused(runId, 'It changed the currency of 1 item, and events may have taken it: 1 order.');
  });

  it('if a person changed what it added or changed, or added to its stores', async () => {
    await files.items('Nord,old,AI_GENERATED');
    const runId = await files.items(
      `Nord,old,AI_GENERATED,New title\nSüd,mug,AI_GENERATED\nSüd,cup,AI_GENERATED`,
    );
    const [old, mug] = [await itemOf('old'), await itemOf('mug')];
    const { items, stores } = product.toile.catalog;
    await items.change(OPERATOR, files.workspaceId, { id: old.id, category: 'x' });
    await items.change(OPERATOR, files.workspaceId, { id: mug.id, title: 'x' });
    await stores.change(OPERATOR, files.workspaceId, { id: mug.storeId, name: 'South' });
    await addItem(product.dataSource, { id: mug.storeId }, { key: 'by hand' });

    await expectRefused(
      runId,
      '2 items of it were changed since: mug, old.',
      '1 store of it was changed since: South.',
      '1 item was added to its stores since: by hand.',
    );
  });

  it('of which more items were changed than a sentence names', async () => {
    const keys = Array.from({ length: 25 }, (_, n) => `k${String(n).padStart(2, '0')}`);
    const runId = await files.items(keys.map((key) => `Nord,${key},AI_GENERATED`).join('\n'));
    await product.dataSource.query("UPDATE items SET title = 'x', stated_by_run = NULL WHERE key LIKE 'k__'");

    const named = keys.slice(0, 20).join(', ');
    await expectRefused(runId, `25 items of it were changed since: ${named} and others.`);
  });

  it('if something else refers to its stores', async () => {
    const runId = await files.items(MUGS);
    const { storeId } = await itemOf('mug');
    const merchant = await addPerson(product.dataSource, Role.MERCHANT);
    await product.dataSource.query('INSERT INTO store_members (store_id, user_id) VALUES ($1, $2)', [
      storeId,
      merchant.userId,
    ]);

    await expectRefused(runId, 'Its stores have 1 member.');
  });

  it('if its events came again, or others rely on them', async () => {
    await files.items(MUGS);
    const runId = await files.events(`
      CLICK,2026-01-01T10:00:00Z,ada,mug,SEARCH,,,,,c1
      ORDER,2026-01-01T10:02:00Z,ada,mug,SEARCH,1,10.00,EUR,o1,b1`);
    const click = { kind: 'CLICK', id: 'c1', occurredAt: '2026-01-01T10:00:00Z' };
    await send([click, { ...click, item: 'cup' }], 'segment');
    await send([
      { kind: 'ORDER', id: 'again', orderId: 'o1', quantity: 1, amountMinor: 1000, currency: 'EUR' },
    ]);
    await send([{ kind: 'RETURN', id: 'return', orderId: 'o1' }]);
    await send([{ kind: 'ORDER', id: 'order', visitor: 'ada' }]);

    await expectRefused(
      runId,
      '1 event of it came again by graphql and would be lost.',
      '1 event of it came again by segment and would be lost.',
      '1 return of its orders came by graphql.',
      '2 events that may have the scenario of its impressions and clicks came by graphql.',
    );
  });

  it('if it began before Toile recorded what imports change', async () => {
    const runId = await files.counts(MUG);
    await product.dataSource.query('UPDATE import_runs SET recorded = false WHERE id = $1', [runId]);

    await expectRefused(
      runId,
      'It began before Toile recorded what imports change. Only later imports can be reverted.',
    );
  });

  it('while its job has not ended', async () => {
    const runId = await files.counts(MUG);
    const job = await product.toile.jobs.service.enqueueUnchecked({
      kind: 'import',
      payload: {
        kind: ImportKind.COUNTS,
        uploadId: 'x',
        maps: null,
        dateFormat: null,
        dryRun: false,
        again: false,
      },
      requestedBy: OPERATOR,
    });
    await product.dataSource.query('UPDATE import_runs SET request_id = $1 WHERE id = $2', [job.id, runId]);

    await expect(files.revert(runId)).rejects.toThrow(
      `Job ${job.id} of the import has not ended: cancel it, or wait for its end, then revert it`,
    );
  });

  it.each([Role.PM, Role.MERCHANT, Role.ML_ENGINEER, Role.EXPERT])('for a %s', async (role) => {
    const runId = await files.counts(MUG);
    const { reverts, history } = product.toile.imports;
    const request = { workspaceId: files.workspaceId, runId };
    const refused = { code: 'FORBIDDEN' };

    await expect(reverts.revert(viewerOf(role), request)).rejects.toMatchObject(refused);
    await expect(reverts.start(viewerOf(role), files.workspaceId, runId)).rejects.toMatchObject(refused);
    await expect(history.list(viewerOf(role), files.workspaceId, {})).rejects.toMatchObject(refused);
  });

  it('from another workspace', async () => {
    const runId = await files.counts(MUG);
    const other = await importedFiles(product);

    await expect(other.revert(runId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      product.toile.imports.reverts.start(ANALYST, other.workspaceId, runId),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('is refused if an event of an item that it added is on its way, which is recorded then', async () => {
  await files.items('Nord,old,AI_GENERATED');
  const runId = await files.items(MUGS);
  const runner = product.dataSource.createQueryRunner();
  await runner.startTransaction();
  await product.toile.events.store.record(
    OPERATOR,
    { workspaceId: files.workspaceId, source: 'graphql', events: [liveEvent({})] },
    runner.manager,
  );

  const refused = expect(files.revert(runId)).rejects.toThrow(
    'Events about its items came in meanwhile: try again to see which',
  );
  for (let n = 0; n < 400 && !(await isWaiting()); n++) await sleep(10);
  await runner.commitTransaction();
  await runner.release();
  await refused;

  expect(await files.blockers(runId)).toEqual(['1 item of it has events: 1 impression.']);
});

/** Whether a revert waits for the writers of events. */
async function isWaiting(): Promise<boolean> {
  const [{ count }] = await product.dataSource.query(
    `SELECT count(*)::int AS count FROM pg_locks
     WHERE relation = 'event_batches'::regclass AND mode = 'ShareLock' AND NOT granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return count > 0;
}

it('is possible where totals were replaced by counts of a request, which stay', async () => {
  await files.counts(MUG);
  const runId = await files.counts('Nord,mug,AI_GENERATED,SEARCH,1,1,1,2026-01-01');
  const row = {
    ...{ store: 'Nord', item: 'mug', origin: 'AI_GENERATED', scenario: 'SEARCH', day: '2026-01-01' },
    ...{ impressions: 7, clicks: 1, orders: 0 },
  };
  await product.ask(
    'mutation ($input: ImportCountsInput!) { importCounts(input: $input) { accepted } }',
    { input: { rows: [row] } },
    ANALYST,
    { requestedWorkspace: files.workspaceId },
  );

  expect(await files.revert(runId)).toMatchObject({ countsRemoved: 0, countsRestored: 0 });
  expect((await files.dump()).item_counts).toEqual([expect.stringContaining('"impressions":"7"')]);
});

it('says of an import whose revert or deletion is under way that this has to end', async () => {
  const runId = await files.counts(MUG);

  await product.dataSource.transaction(async (manager) => {
    expect(await isRunning(manager, runId)).toBe(false); // holds it
    expect(await files.blockers(runId)).toEqual([
      'It is being reverted, or its store or workspace deleted: wait until that ends.',
    ]);
  });
});
