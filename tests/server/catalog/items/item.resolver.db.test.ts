import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ItemOrigin } from '../../../../server/catalog/index.js';
import { addItem, addStore, addWorkspace, countQueries } from '../../../support/product/catalog.js';
import { type Data, useToile } from '../../../support/product/execute.js';
import { ANALYST } from '../../../support/product/viewers.js';

const toile = useToile();

const ITEMS = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: ItemFilter) {
  items(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    edges { node { key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const ADD = `mutation ($input: AddItemInput!) { addItem(input: $input) {
  id key title origin category priceMinor currency priceBand listedOn retiredOn image { hash } store { id }
} }`;
const CHANGE = `mutation ($input: ChangeItemInput!) { changeItem(input: $input) {
  title origin category priceMinor currency listedOn
} }`;

/** Items of a workspace of their own, `sizes.length` instants with so many items each: ties within an instant. */
async function itemsInTies(sizes: readonly number[]) {
  const { dataSource } = toile;
  const { id: workspaceId, slug } = await addWorkspace(dataSource);
  const store = await addStore(dataSource, { workspaceId });
  await dataSource.query(
    `INSERT INTO items (store_id, key, title, origin, created_at)
     SELECT $1, instant || '-' || n, 'x', 'AI_GENERATED', '2026-01-01'::timestamptz + instant * interval '1 ms'
     FROM unnest($2::int[]) WITH ORDINALITY AS given (size, instant), generate_series(1, size) AS n`,
    [store.id, sizes],
  );
  return { requestedWorkspace: slug };
}

type Variables = Record<string, unknown>;

/** Every key that walking from page to page shows, in the order shown. */
async function walk(
  options: object,
  start: Variables,
  next: (page: Data) => Variables | null,
): Promise<string[][]> {
  const pages: string[][] = [];
  for (let variables: Variables | null = start; variables; ) {
    const { items }: Data = await toile.ask(ITEMS, variables, ANALYST, options);
    pages.push(items.edges.map(({ node }: Data) => node.key));
    variables = next(items.pageInfo);
  }
  return pages;
}

it('shows every item once, walking forward or backward in pages of any size, also where items tie', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 6 }), async (given, size) => {
      const options = await itemsInTies(given);
      const total = given.reduce((sum, n) => sum + n, 0);

      const forward = await walk(options, { first: size }, ({ hasNextPage, endCursor }) =>
        hasNextPage ? { first: size, after: endCursor } : null,
      );
      const backward = await walk(options, { last: size }, ({ hasPreviousPage, startCursor }) =>
        hasPreviousPage ? { last: size, before: startCursor } : null,
      );

      expect(new Set(forward.flat()).size).toBe(total);
      expect(forward.flat()).toHaveLength(total);
      expect(backward.reverse().flat()).toEqual(forward.flat());
    }),
    { numRuns: 12 },
  );
});

it('loads the store and image of a page of items in one statement each', async () => {
  const { dataSource } = toile;
  const { id: workspaceId, slug } = await addWorkspace(dataSource);
  const hashes = ['a'.repeat(64), 'b'.repeat(64)];
  for (const hash of hashes)
    await dataSource.query('INSERT INTO images VALUES ($1, $2, 10, 3, 4)', [hash, 'image/png']);
  for (const imageHash of [...hashes, ...hashes, null])
    await addItem(dataSource, await addStore(dataSource, { workspaceId }), { imageHash });

  let data: Data;
  const queries = await countQueries(dataSource, async () => {
    data = await toile.ask(
      '{ items { edges { node { store { name itemCounts { humanDesigned } } image { hash width } } } } }',
      {},
      ANALYST,
      { requestedWorkspace: slug },
    );
  });

  const nodes = data.items.edges.map(({ node }: Data) => node);
  expect(nodes.map(({ image }: Data) => image?.hash ?? null)).toEqual([
    null,
    ...[...hashes, ...hashes].reverse(),
  ]);
  expect(nodes[1].store.itemCounts).toEqual({ humanDesigned: 1 });
  expect(queries).toBe(5); // workspace, page, stores, images, item counts
});

it('filters by store, origin, category and part of the title or key', async () => {
  const { dataSource } = toile;
  const { id: workspaceId, slug } = await addWorkspace(dataSource);
  const store = await addStore(dataSource, { workspaceId });
  await addItem(dataSource, store, { key: 'K-1', title: 'Red dress', category: 'dress' });
  await addItem(dataSource, store, { key: 'K-2', title: 'Coat', origin: ItemOrigin.AI_GENERATED });
  await addItem(dataSource, await addStore(dataSource, { workspaceId }), { key: 'K-3', title: 'Hat' });
  const keys = async (filter: object) =>
    (await toile.ask(ITEMS, { filter }, ANALYST, { requestedWorkspace: slug })).items.edges.map(
      ({ node }: Data) => node.key,
    );

  expect(await keys({})).toEqual(['K-3', 'K-2', 'K-1']);
  expect(await keys({ storeId: store.id })).toEqual(['K-2', 'K-1']);
  expect(await keys({ storeId: 'no id' })).toEqual([]);
  expect(await keys({ origin: 'AI_GENERATED' })).toEqual(['K-2']);
  expect(await keys({ category: 'dress' })).toEqual(['K-1']);
  expect(await keys({ search: 'RED' })).toEqual(['K-1']);
  expect(await keys({ search: 'k-3' })).toEqual(['K-3']);
  expect(await keys({ search: '%' })).toEqual([]);
});

describe('an item', () => {
  it('is added with everything known of it', async () => {
    const store = await addStore(toile.dataSource);
    const input = {
      storeId: store.id,
      key: 'SKU-1',
      title: 'Slip dress',
      origin: 'AI_GENERATED',
      category: 'dress',
      priceMinor: 4_990_000_000,
      currency: 'IDR',
      listedOn: '2026-01-31',
    };

    const { addItem: added } = await toile.ask(ADD, { input }, ANALYST);

    const { storeId, ...facts } = input;
    expect(added).toEqual({
      ...facts,
      id: expect.any(String),
      store: { id: storeId },
      priceBand: null,
      retiredOn: null,
      image: null,
    });
  });

  it.each([
    [{ key: '' }, 'input.key must have 1 to 200 characters'],
    [{ key: 'a\u0000b' }, 'key must not hold the character U+0000'],
    [{ key: '\ud800x' }, 'key must not hold a broken character: send it in UTF-8, and cut no character'],
    [
      { title: 'cut \ud83d' },
      'title must not hold a broken character: send it in UTF-8, and cut no character',
    ],
    [{ title: 'x'.repeat(201) }, 'input.title must have 1 to 200 characters'],
    [
      { priceMinor: -1, currency: 'EUR' },
      'input.priceMinor must be a whole number from 0 to 1,000,000,000,000,000, not -1',
    ],
    [{ priceMinor: 100 }, 'a price needs its currency, and a currency its price'],
    [{ priceMinor: 100, currency: 'ABC' }, '"ABC" is not an ISO 4217 currency such as EUR'],
    [{ priceMinor: 100, currency: 'eur' }, 'currency must be three capital letters such as EUR'],
    [
      { listedOn: '2026-02-01', retiredOn: '2026-01-01' },
      'An item cannot be retired on 2026-01-01, before it is listed on 2026-02-01',
    ],
  ])('is refused with %p', async (fault, message) => {
    const { id: storeId } = await addStore(toile.dataSource);
    const input = { storeId, key: 'k', origin: 'AI_GENERATED', ...fault };

    const { errors } = await toile.execute(ADD, { input }, ANALYST);

    expect(errors?.[0]).toMatchObject({ message, extensions: { code: 'INVALID_INPUT' } });
  });

  it('is refused with an image that does not exist', async () => {
    const { id: storeId } = await addStore(toile.dataSource);
    const input = { storeId, key: 'k', origin: 'AI_GENERATED', imageHash: 'c'.repeat(64) };

    const { errors } = await toile.execute(ADD, { input }, ANALYST);

    expect(errors?.[0]).toMatchObject({
      message: `There is no image ${'c'.repeat(64)}: send it to POST /api/images first`,
      extensions: { code: 'NOT_FOUND' },
    });
  });

  it('has a key of its own in its store', async () => {
    const { id: storeId } = await addStore(toile.dataSource);
    const input = { storeId, key: 'k', origin: 'AI_GENERATED' };

    await toile.ask(ADD, { input }, ANALYST);
    const { errors } = await toile.execute(ADD, { input }, ANALYST);

    expect(errors?.[0]).toMatchObject({
      message: 'The store has an item "k" already',
      extensions: { code: 'CONFLICT' },
    });
  });

  it('changes what is given, loses what is null and keeps the rest', async () => {
    const { id } = await addItem(toile.dataSource, await addStore(toile.dataSource), {
      title: 'before',
      category: 'dress',
      priceMinor: 100,
      currency: 'EUR',
      listedOn: '2026-01-01',
    });

    const { changeItem } = await toile.ask(
      CHANGE,
      { input: { id, priceMinor: 250, listedOn: null } },
      ANALYST,
    );

    expect(changeItem).toEqual({
      title: 'before',
      origin: 'HUMAN_DESIGNED',
      category: 'dress',
      priceMinor: 250,
      currency: 'EUR',
      listedOn: null,
    });
  });

  it('gives no way to change its origin', async () => {
    const { id } = await addItem(toile.dataSource, await addStore(toile.dataSource));

    const { errors } = await toile.execute(
      `mutation { changeItem(input: { id: "${id}", origin: AI_GENERATED }) { origin } }`,
      {},
      ANALYST,
    );

    expect(errors?.[0]?.message).toContain('Field "origin" is not defined by type "ChangeItemInput"');
  });

  it('has the numbers of its store sorted anew when it changes category', async () => {
    const store = await addStore(toile.dataSource);
    const { id } = await addItem(toile.dataSource, store, { category: 'dress' });
    const isMarked = async () => {
      const [{ marked }] = await toile.dataSource.query(
        'SELECT reclassified_at IS NOT NULL AS marked FROM stores WHERE id = $1',
        [store.id],
      );
      return marked;
    };

    await toile.ask(CHANGE, { input: { id, title: 'other' } }, ANALYST);
    expect(await isMarked()).toBe(false);
    await toile.ask(CHANGE, { input: { id, category: 'coat' } }, ANALYST);
    expect(await isMarked()).toBe(true);
  });
});

it('lists the categories in use', async () => {
  const { dataSource } = toile;
  const { id: workspaceId, slug } = await addWorkspace(dataSource);
  const store = await addStore(dataSource, { workspaceId });
  for (const category of ['skirt', 'dress', null, 'dress']) await addItem(dataSource, store, { category });

  const { categories } = await toile.ask('{ categories }', {}, ANALYST, { requestedWorkspace: slug });

  expect(categories).toEqual(['dress', 'skirt']);
});
