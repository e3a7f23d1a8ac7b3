import { beforeEach, describe, expect, it } from '@jest/globals';
import { OPERATOR, Role, Scope, type Viewer } from '../../../server/platform/index.js';
import { type Data, useToile } from '../../support/product/execute.js';
import { addShop, type Shop } from '../../support/product/shop.js';
import { ANALYST, keyOf, viewerOf } from '../../support/product/viewers.js';

const toile = useToile();
let shop: Shop;

beforeEach(async () => {
  shop = await addShop(toile.dataSource, [{ key: 'mug', store: 'Nord' }]);
});

const RECORD = `mutation ($events: [EventInput!]!) {
  recordEvents(input: { events: $events }) { accepted duplicates rejected { index reason } }
}`;

const inShop = () => ({ requestedWorkspace: shop.workspaceId });
const record = (events: object[], viewer: Viewer = ANALYST) =>
  toile.execute(RECORD, { events }, viewer, viewer.kind === 'user' ? inShop() : {});
const ask = (query: string) => toile.ask(query, {}, ANALYST, inShop());

const event = (fields: object = {}) => ({
  id: 'one',
  kind: 'IMPRESSION',
  item: 'mug',
  visitor: 'ada',
  occurredAt: '2026-01-01T00:00:00Z',
  ...fields,
});

describe('recordEvents', () => {
  it('says what came of each event', async () => {
    const events = [event(), event(), event({ id: 'two', item: 'vase' })];

    expect((await record(events)).data.recordEvents).toEqual({
      accepted: 1,
      duplicates: 1,
      rejected: [{ index: 2, reason: expect.stringContaining('vase is unknown') }],
    });
  });

  it('is for a key of events:write, in its own workspace, and for analysts', async () => {
    const accepted = async (viewer: Viewer) => (await record([event()], viewer)).data?.recordEvents.accepted;

    expect(await accepted(keyOf(shop.workspaceId, Scope.EVENTS_WRITE))).toBe(1);
    for (const viewer of [keyOf(shop.workspaceId, Scope.READ), viewerOf(Role.MERCHANT), viewerOf(Role.PM)]) {
      const { errors } = await record([event()], viewer);
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  it('takes a time without a zone as UTC, and refuses what is no time in ISO 8601', async () => {
    const at = (occurredAt: string) => record([event({ id: occurredAt, occurredAt })]);

    for (const time of ['2026-01-01 09:30', '2026-01-01T09:30:00+00:00', '2026-01-01 09:30:00 UTC'])
      expect((await at(time)).data.recordEvents.accepted).toBe(1);
    const stored = await toile.dataSource.query(
      'SELECT DISTINCT occurred_at AS at FROM events WHERE workspace_id = $1',
      [shop.workspaceId],
    );
    expect(stored).toEqual([{ at: new Date('2026-01-01T09:30:00Z') }]);
    for (const time of ['03/04/2026', '5', '2026-02-28'])
      await expect(at(time)).rejects.toThrow('DateTime must be a time in ISO 8601');
  });

  it('refuses more than 10,000 events', async () => {
    const { errors } = await record(Array.from({ length: 10_001 }, () => event()));

    expect(errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
  });
});

describe('ingestion', () => {
  const INGESTION = '{ ingestion { completeUntil lastReceivedAt eventCount rejectCount waitingBatches } }';

  it('tells how far the numbers go', async () => {
    expect((await ask(INGESTION)).ingestion).toMatchObject({ lastReceivedAt: null, eventCount: 0 });

    await record([event(), event({ id: 'two', item: 'vase' })]);

    const { ingestion } = await ask(INGESTION);
    expect(ingestion).toMatchObject({ eventCount: 1, rejectCount: 1, waitingBatches: 1 });
    expect(ingestion.completeUntil >= ingestion.lastReceivedAt).toBe(true);
    await toile.toile.events.rollups.rollUpUnchecked();
    expect((await ask(INGESTION)).ingestion).toMatchObject({ eventCount: 1, waitingBatches: 0 });
  });
});

describe('eventRejects', () => {
  it('lists what was rejected, newest first, with the event as it came', async () => {
    await record([event({ id: 'a', item: 'vase' }), event({ id: 'b', item: 'jug' })]);
    await record([event({ id: 'c', visitor: '' })]);

    const page = 'totalCount pageInfo { hasNextPage endCursor } edges { node { id source reason payload } }';
    const { eventRejects } = await ask(`{ eventRejects(first: 2) { ${page} } }`);
    const next = await ask(`{ eventRejects(after: "${eventRejects.pageInfo.endCursor}") { ${page} } }`);

    expect(eventRejects).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(eventRejects.edges[0].node).toMatchObject({ source: 'graphql', reason: 'visitor is missing' });
    expect(JSON.parse(eventRejects.edges[0].node.payload)).toMatchObject({ id: 'c', item: 'mug' });
    expect(next.eventRejects.edges).toHaveLength(1);
  });

  it('shows a key that sends events its own, without what visitors sent, and which key it was', async () => {
    const { people } = toile.toile;
    const keyWith = async (name: string, ...scopes: Scope[]) => {
      const input = { name, scopes, workspaceId: shop.workspaceId };
      const { secret } = await people.keys.add(OPERATOR, input);
      return (await people.keys.find(secret))!;
    };
    const [shopPage, app, reader] = [
      await keyWith('shop page', Scope.EVENTS_WRITE),
      await keyWith('app', Scope.EVENTS_WRITE),
      await keyWith('reader', Scope.READ),
    ];
    await record([event({ id: 'a', item: 'vase' })], shopPage);
    await record([event({ id: 'b', item: 'jug' })], app);
    await record([event({ id: 'c', visitor: '' })], app);
    await record([event({ id: 'd', item: 'bowl' })]);
    const seenBy = async (viewer: Viewer) => {
      const { eventRejects } = await toile.ask(
        '{ eventRejects { totalCount edges { node { keyName payload } } } }',
        {},
        viewer,
      );
      return eventRejects.edges.map(({ node }: Data) => [node.keyName, JSON.parse(node.payload)]);
    };
    const named = (id: string, item: string) => ({
      ...{ id, item, kind: 'IMPRESSION', occurredAt: '2026-01-01T00:00:00.000Z' },
    });

    expect(await seenBy(shopPage)).toEqual([['shop page', named('a', 'vase')]]);
    expect(await seenBy(app)).toEqual([
      ['app', named('c', 'mug')],
      ['app', named('b', 'jug')],
    ]);
    const all = await seenBy(reader);
    expect(all.map(([name]: Data) => name)).toEqual([null, 'app', 'app', 'shop page']);
    expect(all[3][1]).toMatchObject({ id: 'a', visitor: 'ada' });
  });

  it('shows a reject to the key that sent it last', async () => {
    const [first, second] = [0, 1].map(() => keyOf(shop.workspaceId, Scope.EVENTS_WRITE));
    const countOf = async (viewer: Viewer) =>
      (await toile.ask('{ eventRejects { totalCount } }', {}, viewer)).eventRejects.totalCount;
    for (const viewer of [first!, second!]) await record([event({ item: 'vase' })], viewer);

    expect([await countOf(first!), await countOf(second!)]).toEqual([0, 1]);
  });

  it('is not for keys of other scopes', async () => {
    for (const scope of [Scope.COUNTS_WRITE, Scope.CATALOG_WRITE, Scope.ASSIGNMENTS_READ]) {
      const viewer = keyOf(shop.workspaceId, scope);
      const { errors } = await toile.execute('{ eventRejects { totalCount } }', {}, viewer);
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  it('is not for merchants', async () => {
    const { errors } = await toile.execute('{ eventRejects { totalCount } }', {}, viewerOf(Role.MERCHANT));

    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
