import { beforeAll, describe, expect, it } from '@jest/globals';
import { ItemOrigin, Scenario } from '../../../../server/catalog/index.js';
import { EventKind, replaceCountsUnchecked } from '../../../../server/events/index.js';
import { OPERATOR, Role } from '../../../../server/platform/index.js';
import { addMember, countQueries } from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import { addShop, type Shop } from '../../../support/product/shop.js';
import { ANALYST, addPerson } from '../../../support/product/viewers.js';

const toile = useToile();
let shop: Shop;

/** Nord sells an AI item (in EUR and USD) and a human one; Süd only a human one, which nobody saw. */
beforeAll(async () => {
  shop = await addShop(toile.dataSource, [
    { key: 'ai', store: 'Nord', origin: ItemOrigin.AI_GENERATED },
    { key: 'human', store: 'Nord' },
    { key: 'unseen', store: 'Süd' },
  ]);
  const event = (id: string, kind: EventKind, fields: object = {}) => ({
    id,
    kind,
    visitor: 'ada',
    item: 'ai',
    scenario: Scenario.SEARCH,
    occurredAt: '2026-01-01T12:00:00Z',
    payload: () => id,
    ...fields,
  });
  await toile.toile.events.store.record(OPERATOR, {
    workspaceId: shop.workspaceId,
    source: 'test',
    events: [
      event('i1', EventKind.IMPRESSION),
      event('i2', EventKind.IMPRESSION, { occurredAt: '2026-01-02T00:00:00Z', scenario: 'RECOMMENDATION' }),
      event('c1', EventKind.CLICK),
      event('o1', EventKind.ORDER, { orderId: '1', amountMinor: 500 }),
      event('o2', EventKind.ORDER, { orderId: '2', amountMinor: 700, currency: 'USD' }),
      event('o3', EventKind.ORDER, { orderId: '3', amountMinor: 250 }),
      event('o4', EventKind.ORDER, { orderId: '4', occurredAt: '2026-01-02T00:00:00Z' }),
      event('r1', EventKind.RETURN, { orderId: '1', amountMinor: 500, currency: 'SEK' }),
    ],
  });
  await toile.toile.events.rollups.rollUpUnchecked();
  await toile.dataSource.transaction((manager) =>
    replaceCountsUnchecked(manager, [
      {
        itemId: shop.items.human!,
        scenario: Scenario.OTHER,
        day: null,
        impressions: 40,
        clicks: 4,
        orders: 2,
        returns: 1,
        revenueMinor: null,
        currency: null,
      },
    ]),
  );
});

const FUNNEL =
  'origin impressions clicks orders ordersWithoutAmount returns revenue { currency amountMinor }';
const nothing = { impressions: 0, clicks: 0, orders: 0, ordersWithoutAmount: 0, returns: 0, revenue: [] };

const funnels = async (args = '', viewer: Parameters<typeof toile.ask>[2] = ANALYST) => {
  const query = `{ stores { edges { node { name funnels${args} { ${FUNNEL} } } } } }`;
  const { stores } = await toile.ask(query, {}, viewer, { requestedWorkspace: shop.workspaceId });
  return stores.edges.map(({ node }: { node: object }) => node);
};

describe('Store.funnels', () => {
  it('puts AI-generated and human-designed items side by side', async () => {
    expect(await funnels()).toEqual([
      {
        name: 'Nord',
        funnels: [
          {
            origin: 'AI_GENERATED',
            impressions: 2,
            clicks: 1,
            orders: 4,
            ordersWithoutAmount: 1,
            returns: 1,
            revenue: [
              { currency: 'EUR', amountMinor: 750 },
              { currency: 'USD', amountMinor: 700 },
            ],
          },
          {
            origin: 'HUMAN_DESIGNED',
            impressions: 40,
            clicks: 4,
            orders: 2,
            ordersWithoutAmount: 2,
            returns: 1,
            revenue: [],
          },
        ],
      },
      {
        name: 'Süd',
        funnels: [
          { origin: 'AI_GENERATED', ...nothing },
          { origin: 'HUMAN_DESIGNED', ...nothing },
        ],
      },
    ]);
  });

  it.each([
    ['(scenario: RECOMMENDATION)', 1, 0],
    ['(from: "2026-01-02")', 1, 0],
    ['(to: "2026-01-02")', 1, 0],
    ['(from: "2026-01-01", to: "2026-01-03")', 2, 0],
    ['(scenario: OTHER)', 0, 40],
  ])('counts within %s only', async (args, ai, human) => {
    const [nord] = await funnels(args);

    expect(nord.funnels).toMatchObject([{ impressions: ai }, { impressions: human }]);
  });

  it.each([
    ['(to: "2026-01-02")', 0, 0],
    ['(from: "2026-01-02")', 1, 0],
    ['(scenario: OTHER)', 0, 2],
  ])('counts orders without an amount within %s only', async (args, ai, human) => {
    const [nord] = await funnels(args);

    expect(nord.funnels).toMatchObject([{ ordersWithoutAmount: ai }, { ordersWithoutAmount: human }]);
  });

  it('shows a merchant the stores they are a member of', async () => {
    const merchant = await addPerson(toile.dataSource, Role.MERCHANT);
    await addMember(toile.dataSource, { id: shop.stores.Nord! }, merchant);

    const seen = await funnels('', merchant);

    expect(seen).toMatchObject([{ name: 'Nord', funnels: [{ impressions: 2 }, { impressions: 40 }] }]);
  });

  it('asks the database once for a list', async () => {
    const two = await countQueries(toile.dataSource, () => funnels());
    await addShopStores(5);

    expect(await countQueries(toile.dataSource, () => funnels())).toBe(two);
  });

  const addShopStores = async (count: number) => {
    for (let n = 0; n < count; n++) {
      await toile.dataSource.query('INSERT INTO stores (workspace_id, name) VALUES ($1, $2)', [
        shop.workspaceId,
        `Z${n}`,
      ]);
    }
  };
});

describe('Item.funnel', () => {
  it('counts one item, with zeros where nobody saw it', async () => {
    const query = `query ($id: ID!) { item(id: $id) { funnel { ${FUNNEL} } } }`;
    const funnelOf = async (id: string) =>
      (await toile.ask(query, { id }, ANALYST, { requestedWorkspace: shop.workspaceId })).item.funnel;

    expect(await funnelOf(shop.items.ai!)).toMatchObject({
      origin: 'AI_GENERATED',
      impressions: 2,
      orders: 4,
      ordersWithoutAmount: 1,
    });
    expect(await funnelOf(shop.items.unseen!)).toEqual({ origin: 'HUMAN_DESIGNED', ...nothing });
  });
});
