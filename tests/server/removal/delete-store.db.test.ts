import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { EventKind } from '../../../server/events/index.js';
import { whileRunning } from '../../../server/imports/runs/import-locks.js';
import { type Job, JobStatus, OPERATOR, Role } from '../../../server/platform/index.js';
import { addMember } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { endOf, statesOf } from '../../support/product/jobs.js';
import { addShop, type Shop } from '../../support/product/shop.js';
import { ANALYST, addPerson } from '../../support/product/viewers.js';
import { eventOf, fillShop, importCounts, recordAll } from './two-shops.js';

const toile = useToile();
let admin: Awaited<ReturnType<typeof addPerson>>;
beforeAll(async () => {
  admin = await addPerson(toile.dataSource, Role.ADMIN);
});

const DELETE = 'mutation ($input: DeleteInput!) { deleteStore(input: $input) { id kind subject status } }';
const CONTENTS = `query ($id: ID!) { storeContents(id: $id) {
  stores items events importedTotals members modelRuns apiKeys imports } }`;

const inWorkspace = ({ workspaceId }: Shop) => ({ requestedWorkspace: workspaceId });
const confirmed = (shop: Shop, name = 'Nord') => ({ input: { id: shop.stores[name], confirmation: name } });
const rows = (sql: string, parameters: unknown[] = []) => toile.dataSource.query(sql, parameters);

async function deleteStore(shop: Shop, name = 'Nord'): Promise<Job> {
  const data = await toile.ask(DELETE, confirmed(shop, name), admin, inWorkspace(shop));
  return endOf(toile.toile.jobs, data.deleteStore.id);
}

/** Events about items that do not exist: no view shows them, and a repeat of one would be taken for known. */
const orphans = async () =>
  (await rows('SELECT count(*)::int AS n FROM events WHERE item_id NOT IN (SELECT id FROM items)'))[0].n;

describe('before any job runs', () => {
  it('says how much would go', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    await addMember(
      toile.dataSource,
      { id: shop.stores.Nord! },
      await addPerson(toile.dataSource, Role.MERCHANT),
    );

    const { storeContents } = await toile.ask(CONTENTS, { id: shop.stores.Nord }, admin, inWorkspace(shop));

    // 7 + 5 + 2 impressions, 2 clicks and 2 orders, and the late impression; one imported total
    const nothing = { modelRuns: 0, apiKeys: 0, imports: 0 };
    expect(storeContents).toEqual({
      stores: 1,
      items: 3,
      events: 19,
      importedTotals: 1,
      members: 1,
      ...nothing,
    });
  });

  it.each(['nord', 'Süd', ''])('says what to type in place of "%s"', async (confirmation) => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const input = { id: shop.stores.Nord, confirmation };

    const { errors } = await toile.execute(DELETE, { input }, admin, inWorkspace(shop));

    expect(errors![0]).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
      message: `confirmation is "${confirmation}", not the name of the store: type "Nord" to delete it`,
    });
    expect(await rows('SELECT 1 FROM jobs WHERE workspace_id = $1', [shop.workspaceId])).toEqual([]);
  });

  it('refuses a store of another workspace, and anybody but an administrator', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const other = await fillShop({ ...toile }, { withNord: false });

    const elsewhere = await toile.execute(DELETE, confirmed(shop), admin, inWorkspace(other));
    const analyst = await toile.execute(DELETE, confirmed(shop), ANALYST, inWorkspace(shop));

    expect([elsewhere, analyst].map(({ errors }) => errors![0]!.extensions!.code)).toEqual([
      'NOT_FOUND',
      'FORBIDDEN',
    ]);
  });

  it('refuses while jobs may write to the store, and lists them', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const addJob = (kind: string, subject: string | null) =>
      rows(
        `INSERT INTO jobs (kind, subject, payload, workspace_id, requested_by, attempts_left)
         VALUES ($1, $2, '{}', $3, 'ada@example.com', 1) RETURNING id::text`,
        [kind, subject, shop.workspaceId],
      );
    const [{ id: importId }] = await addJob('import', 'counts: january.csv');
    const [{ id: ofOtherStore }] = await addJob('generate-candidates', null);
    const [{ id: ofStore }] = await addJob('generate-candidates', null);
    for (const [id, store] of [
      [ofOtherStore, 'Süd'],
      [ofStore, 'Nord'],
    ])
      await rows(
        `INSERT INTO model_runs (id, kind, workspace_id, store_id, seed, settings, created_by)
         VALUES ($1, 'GENERATE', $2, $3, 1, '{}', 'ada@example.com')`,
        [id, shop.workspaceId, shop.stores[store!]],
      );

    const { errors } = await toile.execute(DELETE, confirmed(shop), admin, inWorkspace(shop));

    expect(errors![0]!.message).toBe(
      `Jobs have not ended: ${importId} (counts: january.csv), ${ofStore} (generate-candidates). Wait for them or cancel them, then delete again`,
    );
    expect(errors![0]!.extensions!.code).toBe('CONFLICT');
  });

  it('refuses while a command imports a file', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const [{ id }] = await rows(
      'UPDATE import_runs SET finished_at = NULL WHERE workspace_id = $1 RETURNING id',
      [shop.workspaceId],
    ).then(([updated]) => updated);

    const during = await whileRunning(toile.dataSource, id, () =>
      toile.execute(DELETE, confirmed(shop), admin, inWorkspace(shop)),
    );
    const afterwards = await toile.ask(DELETE, confirmed(shop), admin, inWorkspace(shop));

    expect(during.errors![0]!.message).toBe(
      '"counts.csv" is being imported: wait until it ends, then delete again',
    );
    await toile.toile.jobs.service.cancel(admin, afterwards.deleteStore.id);
  });

  it('rejects events of the store from the request on, and takes them again after a cancellation', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const send = (n: number) =>
      toile.toile.events.store.record(OPERATOR, {
        workspaceId: shop.workspaceId,
        source: 'test',
        events: [eventOf('n-ai', EventKind.CLICK, n), eventOf('s-ai', EventKind.CLICK, n)],
      });
    const first = await toile.ask(DELETE, confirmed(shop), admin, inWorkspace(shop));
    const second = await toile.ask(DELETE, confirmed(shop), admin, inWorkspace(shop));

    const during = await send(20);
    await toile.toile.jobs.service.cancel(admin, first.deleteStore.id);
    const after = await send(20);

    expect(second.deleteStore.id).toBe(first.deleteStore.id);
    expect(first.deleteStore).toMatchObject({ kind: 'delete-store', subject: 'Nord' });
    expect(during).toMatchObject({ accepted: 1, rejected: [{ index: 0 }] });
    expect(during.rejected[0]!.reason).toMatch(/^item n-ai is unknown/);
    expect(after).toMatchObject({ accepted: 1, duplicates: 1, rejected: [] });
  });
});

describe('the job', () => {
  beforeAll(() => toile.toile.jobs.start(2));
  afterAll(() => toile.toile.jobs.stop());

  it('leaves what would be there without the store, and nothing of the store', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const never = await fillShop({ ...toile }, { withNord: false });
    const before = await contentsOf(shop.workspaceId);

    const states = await statesOf(
      toile.toile.jobs,
      (await toile.ask(DELETE, confirmed(shop), admin, inWorkspace(shop))).deleteStore.id,
    );

    expect(states.at(-1)).toMatchObject({ status: JobStatus.SUCCEEDED, result: { events: 19, items: 3 } });
    expect(states.some(({ total }) => total === 37)).toBe(true); // 19 of Nord, and 18 of Süd among which they lie
    await expectRight(shop.workspaceId);
    expect(await contentsOf(shop.workspaceId)).toEqual(await contentsOf(never.workspaceId));
    expect(await contentsOf(shop.workspaceId)).not.toEqual(before);
    expect(await orphans()).toBe(0);
  });

  it('leaves rejects with characters that no text of PostgreSQL has', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const content = JSON.stringify({ messageId: 'a\0b', properties: { store: 'Nord' } });
    await rows(
      `INSERT INTO event_rejects (workspace_id, source, reject_key, reason, payload)
       VALUES ($1, 'segment', gen_random_uuid(), 'id contains a zero character', $2)`,
      [shop.workspaceId, content],
    );

    expect(await deleteStore(shop)).toMatchObject({ status: 'SUCCEEDED' });

    expect(
      await rows("SELECT 1 FROM stores WHERE workspace_id = $1 AND name = 'Nord'", [shop.workspaceId]),
    ).toEqual([]);
  });

  it('is in the audit log, with how much went', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const job = await deleteStore(shop);

    const entries = await rows(
      `SELECT action, actor_name AS who, details FROM audit_log WHERE subject_id = $1 AND action LIKE 'store.%' ORDER BY id`,
      [shop.stores.Nord],
    );

    const contents = { stores: 1, items: 3, events: 19, importedTotals: 1, members: 0, modelRuns: 0 };
    expect(entries).toEqual([
      { action: 'store.requestDelete', who: admin.email, details: { name: 'Nord', jobId: job.id } },
      {
        action: 'store.delete',
        who: admin.email,
        details: {
          name: 'Nord',
          workspaceId: shop.workspaceId,
          ...contents,
          apiKeys: 0,
          liftViews: 0,
          imports: 0,
        },
      },
    ]);
  });

  it('waits for events that are being written, and takes them along', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const { workspaceId } = shop;
    const writing = toile.dataSource.createQueryRunner();
    await writing.startTransaction();
    const events = [eventOf('n-ai', EventKind.CLICK, 30), eventOf('s-ai', EventKind.CLICK, 30)];
    await toile.toile.events.store.record(OPERATOR, { workspaceId, source: 'test', events }, writing.manager);

    const { deleteStore } = await toile.ask(DELETE, confirmed(shop), admin, inWorkspace(shop));
    const waiting = untilMessage(deleteStore.id, /^Waiting/);
    await waiting;
    await writing.commitTransaction();
    await writing.release();

    expect((await endOf(toile.toile.jobs, deleteStore.id)).result).toMatchObject({ events: 20 });
    expect(await orphans()).toBe(0);
    await expectRight(workspaceId);
  });

  it('takes events of the store again where it failed', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const send = (n: number, manager?: EntityManager) => {
      const batch = {
        workspaceId: shop.workspaceId,
        source: 'test',
        events: [eventOf('n-ai', EventKind.CLICK, n)],
      };
      return toile.toile.events.store.record(OPERATOR, batch, manager);
    };
    const writing = toile.dataSource.createQueryRunner();
    await writing.startTransaction();
    await send(50, writing.manager);
    const { deleteStore } = await toile.ask(DELETE, confirmed(shop), admin, inWorkspace(shop));
    await untilMessage(deleteStore.id, /^Waiting/);
    const during = await send(51);
    await addUnfinishedImport(shop);
    await writing.commitTransaction();
    await writing.release();

    const failed = await endOf(toile.toile.jobs, deleteStore.id);
    const after = await send(51);

    expect(during).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] });
    expect(failed).toMatchObject({
      status: JobStatus.FAILED,
      error: expect.stringMatching(/have not ended/),
    });
    expect(after).toMatchObject({ accepted: 1, rejected: [] });
  });

  it('rejects events whose store is deleted between the look-up of their items and the write', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const events = [eventOf('n-ai', EventKind.CLICK, 40), eventOf('s-ai', EventKind.CLICK, 40)];
    const batch = { workspaceId: shop.workspaceId, source: 'test', events };
    const manager = beforeTheWrite(toile.dataSource.manager, () => deleteStore(shop));

    const recorded = await toile.toile.events.store.record(OPERATOR, batch, manager);

    expect(recorded).toMatchObject({ accepted: 1, rejected: [{ index: 0 }] });
    expect(recorded.rejected[0]!.reason).toMatch(/^item n-ai is unknown/);
    expect(await orphans()).toBe(0);
    await expectRight(shop.workspaceId);
  });

  it('is survived by the revert of an import, which restores nothing of the store', async () => {
    const header = 'store,item,origin,scenario,day,impressions,clicks,orders';
    const line = (store: string, impressions: number) =>
      `${store},${store}-1,AI_GENERATED,SEARCH,2026-03-01,${impressions},1,0`;
    const file = (...lines: string[]) => [header, ...lines].join('\n');
    const importInto = async ({ workspaceId }: Shop, text: string) =>
      (await importCounts(toile.toile, workspaceId, text)).runId!;
    const [shop, never] = [await addShop(toile.dataSource, []), await addShop(toile.dataSource, [])];
    const first = await importInto(shop, file(line('Nord', 10), line('Süd', 20)));
    const second = await importInto(shop, file(line('Nord', 30), line('Süd', 40), line('West', 50)));
    await importInto(never, file(line('Süd', 20)));
    const stores = await rows('SELECT id, name FROM stores WHERE workspace_id = $1', [shop.workspaceId]);
    const ids = Object.fromEntries(stores.map(({ id, name }: { id: string; name: string }) => [name, id]));
    await deleteStore({ ...shop, stores: ids });

    await revert(shop, second);

    await expectRight(shop.workspaceId);
    expect(await contentsOf(shop.workspaceId)).toEqual(await contentsOf(never.workspaceId));
    await revert(shop, first);
    expect(await rows('SELECT 1 FROM stores WHERE workspace_id = $1', [shop.workspaceId])).toEqual([]);
  });

  it('lets the same files and events bring the store back', async () => {
    const shop = await fillShop({ ...toile }, { withNord: true });
    const file = 'store,item,origin,impressions,clicks,orders\nNord,n-9,AI_GENERATED,10,1,0\n';
    await importCounts(toile.toile, shop.workspaceId, file);
    await deleteStore(shop);

    const again = await importCounts(toile.toile, shop.workspaceId, file);
    await recordAll(toile.toile, shop.workspaceId, [eventOf('n-9', EventKind.IMPRESSION, 1)]);

    expect(again).toMatchObject({ alreadyImportedAt: null, acceptedCount: 1 });
    expect(again.tallies).toMatchObject({ storesAdded: 1, impressions: 10 });
    await expectRight(shop.workspaceId);
  });
});

const revert = ({ workspaceId }: Shop, runId: string) =>
  toile.toile.imports.reverts.revert(OPERATOR, { workspaceId, runId });

async function expectRight(workspaceId: string): Promise<void> {
  const checks = await toile.toile.events.rollups.verifyUnchecked(workspaceId);
  expect(checks.filter(({ wrongKeys }) => wrongKeys > 0)).toEqual([]);
}

const addUnfinishedImport = ({ workspaceId }: Shop) =>
  rows(
    `INSERT INTO jobs (kind, payload, workspace_id, requested_by, attempts_left)
     VALUES ('import', '{}', $1, 'ada@example.com', 1)`,
    [workspaceId],
  );

async function untilMessage(id: string, message: RegExp): Promise<void> {
  for await (const job of toile.toile.jobs.service.watchUnchecked(id))
    if (job?.message && message.test(job.message)) return;
}

/** A manager that does something once, between the look-ups of a batch and the statement that writes it. */
function beforeTheWrite(manager: EntityManager, work: () => Promise<unknown>): EntityManager {
  let isDone = false;
  return new Proxy(manager, {
    get: (target, name) => {
      if (name !== 'query') return Reflect.get(target, name);
      return async (sql: string, parameters: unknown[]) => {
        if (!isDone && sql.includes('INSERT INTO events')) {
          isDone = true;
          await work();
        }
        return target.query(sql, parameters);
      };
    },
  });
}

/** Everything that belongs to a workspace and is a number or decides one, under the names of people. */
async function contentsOf(workspaceId: string): Promise<Record<string, unknown>> {
  await toile.toile.events.rollups.rollUpUnchecked();
  const contents: Record<string, unknown> = {};
  for (const [table, columns, joins] of [
    ['stores', 'name, attributes', ''],
    ['items', 'stores.name, key, category, price_minor, price_band', 'JOIN stores ON stores.id = store_id'],
    ['item_counts', 'key, scenario, day, impressions, clicks, orders', OF_ITEM],
    ['item_days', `key, scenario, day, item_days.currency, ${SUMS}`, OF_ITEM],
    ['store_days', `name, origin, scenario, day, currency, ${SUMS}`, OF_STORE],
    ['item_weeks', `key, items.origin, scenario, week, item_weeks.currency, ${SUMS}`, OF_ITEM],
    ['store_sums', `name, origin, scenario, currency, ${SUMS}`, OF_STORE],
    ['slice_sums', `name, origin, scenario, category, price_band, currency, ${SUMS}`, OF_STORE],
    [
      'item_sums',
      `key, items.origin, scenario, item_sums.category, item_sums.price_band, item_sums.currency, ${SUMS}`,
      OF_ITEM,
    ],
    ['events', 'stores.name, key, kind, occurred_at, amount_minor, order_id', OF_ITEM],
    ['event_batches', 'event_count, rolled_up_at IS NULL AS waits', ''],
    ['event_rejects', 'reason', ''],
    ['price_bands', 'category, price_bands.currency, lower_edge, upper_edge, item_count', ''],
  ] as const) {
    const of = joins === '' ? table : 'stores';
    contents[table] = await rows(
      `SELECT ${columns} FROM ${table} ${joins} WHERE ${of}.workspace_id = $1 ORDER BY ${columns.replaceAll(/ AS \w+/g, '')}`,
      [workspaceId],
    );
  }
  return contents;
}

const SUMS = 'impressions, clicks, orders, returns, revenue_minor, revenue_square, totalled_orders';
const OF_STORE = 'JOIN stores ON stores.id = store_id';
const OF_ITEM = 'JOIN items ON items.id = item_id JOIN stores ON stores.id = items.store_id';
