import { describe, expect, it } from '@jest/globals';
import { DEMO_SETTINGS } from '../../../server/demo/index.js';
import { Job, JobStatus, OPERATOR, Role } from '../../../server/platform/index.js';
import { addItem, addStore, mainWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { ANALYST, viewerOf } from '../../support/product/viewers.js';
import { expectTrueLifts } from './true-lifts.js';

const toile = useToile();
const demo = () => toile.toile.demo.service;

/** A tenth of the standard size, so that it loads in a second. */
const small = { ...DEMO_SETTINGS, stores: 12, items: 240, days: 7, visits: 1_200 };
const load = (options = {}) => demo().load(OPERATOR, { settings: small, endsOn: '2026-03-02', ...options });

const inDemo = { requestedWorkspace: 'demo' };

const count = async (table: string, where = 'true'): Promise<number> => {
  const [row] = await toile.dataSource.query(`SELECT count(*)::int AS count FROM ${table} WHERE ${where}`);
  return row.count;
};

const unload = async () => {
  if (await demo().isLoadedUnchecked()) await demo().remove(OPERATOR);
};

describe('a load', () => {
  it('fills a workspace that says it is simulated, and no other', async () => {
    const { id: mainId } = await mainWorkspace(toile.dataSource);
    const store = await addStore(toile.dataSource, { workspaceId: mainId });
    await addItem(toile.dataSource, store);

    const loaded = await load();
    const { workspaces } = await toile.ask(
      '{ workspaces { slug name simulated storeCount itemCount } }',
      {},
      ANALYST,
    );

    expect(workspaces).toEqual([
      { slug: 'main', name: 'Main', simulated: false, storeCount: 1, itemCount: 1 },
      { slug: 'demo', name: 'Demo (simulated)', simulated: true, storeCount: 12, itemCount: 240 },
    ]);
    expect(loaded).toMatchObject({ stores: 12, items: 240 });
    expect(await count('events')).toBe(loaded.events);
    expect(await count('events', `workspace_id <> '${loaded.workspaceId}'`)).toBe(0);
    expect(await count('events', "occurred_at < '2026-02-23' OR occurred_at >= '2026-03-02'")).toBe(0);
  });

  it('leaves rollups that equal the raw events, with nothing waiting', async () => {
    const { id } = await toile.toile.catalog.workspaces.resolve(OPERATOR, 'demo');
    const tables = await toile.toile.events.rollups.verifyUnchecked(id);

    expect(tables.filter(({ wrongKeys }) => wrongKeys > 0)).toEqual([]);
    expect(await count('event_batches', 'rolled_up_at IS NULL')).toBe(0);
    expect(await count('stores', 'reclassified_at IS NOT NULL')).toBe(0);
  });

  it('gives every item a picture, which is drawn when somebody looks at it', async () => {
    const { items } = await toile.ask(
      '{ items(first: 2) { edges { node { title priceBand image { hash width byteSize } } } } }',
      {},
      ANALYST,
      inDemo,
    );
    const { image } = items.edges[0].node;
    const shown = await toile.toile.storage.images.show(ANALYST, image.hash, null);
    const copy = await toile.toile.storage.images.show(ANALYST, image.hash, 64);

    expect(await count('items', "image_hash IS NULL AND key NOT LIKE 'item-%'")).toBe(0);
    expect(image).toMatchObject({ width: 256, byteSize: null });
    expect(shown.contentType).toBe('image/png');
    expect(shown.byteSize).toBeGreaterThan(1_000);
    expect(copy.contentType).toBe('image/webp');
    shown.stream.destroy();
    copy.stream.destroy();
  });

  it('refuses where the demo is loaded already, unless it is to be built anew', async () => {
    const before = await toile.toile.catalog.workspaces.resolve(OPERATOR, 'demo');

    await expect(load()).rejects.toMatchObject({ code: 'CONFLICT' });
    const again = await load({ again: true });

    expect(again.workspaceId).not.toBe(before.id);
    expect(await count('workspaces', 'simulated')).toBe(1);
    expect(await count('events')).toBe(again.events);
  });

  it('leaves nothing when it is stopped, and starts anew after one that was killed', async () => {
    await unload();
    const controller = new AbortController();
    const report = ({ done }: { done?: number }) => done === 4 && controller.abort(new Error('cancelled'));

    await expect(load({ signal: controller.signal, report })).rejects.toThrow('cancelled');
    expect([await count('events'), await count('workspaces', 'simulated')]).toEqual([0, 0]);

    await toile.toile.catalog.workspaces.add(OPERATOR, {
      slug: 'demo-unfinished',
      name: 'Demo (being loaded)',
      simulated: true,
    });
    await load();
    expect(await count('workspaces', 'simulated')).toBe(1);
  });

  it('is undone by a removal, which takes nothing else along', async () => {
    const stores = await count('stores', `workspace_id = '${(await mainWorkspace(toile.dataSource)).id}'`);

    await demo().remove(OPERATOR);

    expect(await count('stores')).toBe(stores);
    expect(await count('events')).toBe(0);
    for (const table of [
      'item_days',
      'store_days',
      'item_weeks',
      'store_sums',
      'slice_sums',
      'item_sums',
      'event_batches',
    ])
      expect(await count(table)).toBe(0);
    await expect(demo().remove(OPERATOR)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is in the audit log, and so is the removal', async () => {
    const { workspaceId, events } = await demo().load(ANALYST, { settings: small, endsOn: '2026-03-02' });
    await demo().remove(ANALYST);
    const contents = { stores: 12, items: 240, events, importedTotals: 0, members: 0, modelRuns: 0 };

    const entries = await toile.dataSource.query(
      'SELECT action, actor_name, details FROM audit_log WHERE subject_id = $1 AND actor_kind = $2 ORDER BY id',
      [workspaceId, 'user'],
    );
    expect(entries).toEqual([
      {
        action: 'demo.load',
        actor_name: ANALYST.email,
        details: { settings: small, endsOn: '2026-03-02', stores: 12, items: 240, events },
      },
      {
        action: 'demo.remove',
        actor_name: ANALYST.email,
        details: { slug: 'demo', ...contents, apiKeys: 0, liftViews: 0, imports: 0 },
      },
    ]);
  });
});

describe('through GraphQL', () => {
  const LOAD = 'mutation { loadDemo { id kind status } }';

  it('queues one job however often it is asked', async () => {
    await unload();

    const first = await toile.ask(LOAD, {}, ANALYST);
    const second = await toile.ask(LOAD, {}, viewerOf(Role.ADMIN));

    expect(first.loadDemo).toMatchObject({ kind: 'load-demo', status: 'QUEUED' });
    expect(second.loadDemo.id).toBe(first.loadDemo.id);
    expect(await count('audit_log', "action = 'demo.request'")).toBe(1);
    const finished = { status: JobStatus.CANCELLED, finishedAt: new Date() };
    await toile.dataSource.getRepository(Job).update(first.loadDemo.id, finished);
  });

  it('refuses where it is loaded already', async () => {
    await load();

    const { errors } = await toile.execute(LOAD, {}, ANALYST);

    expect(errors![0]!.extensions!.code).toBe('CONFLICT');
  });
});

/** `demo.service.slow` loads a world of more stores and visits, whose intervals are narrower. */
it('holds the true lifts inside the intervals of the reports', async () => {
  const settings = { ...DEMO_SETTINGS, stores: 20, items: 200, days: 7, visits: 8_000 };
  await load({ settings, again: true });

  await expectTrueLifts(toile, {
    stores: { searchCtr: 19, recommendationCtr: 19, conversion: 11 },
    width: 0.46,
  });
});
