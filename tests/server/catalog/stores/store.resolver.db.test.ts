import { describe, expect, it } from '@jest/globals';
import { ItemOrigin } from '../../../../server/catalog/index.js';
import { Role } from '../../../../server/platform/index.js';
import {
  addItem,
  addMember,
  addStore,
  addWorkspace,
  countQueries,
} from '../../../support/product/catalog.js';
import { type Data, useToile } from '../../../support/product/execute.js';
import { ADMIN, ANALYST, addPerson, viewerOf } from '../../../support/product/viewers.js';

const toile = useToile();

const STORES = `query ($search: String) {
  stores(first: 200, search: $search) { totalCount edges { node {
    id name attributes { name value } itemCounts { aiGenerated humanDesigned }
  } } }
}`;
const CHOSEN = 'query ($ids: [ID!]) { stores(ids: $ids) { edges { node { name } } } }';
const ADD =
  'mutation ($input: AddStoreInput!) { addStore(input: $input) { id name attributes { name value } } }';
const CHANGE =
  'mutation ($input: ChangeStoreInput!) { changeStore(input: $input) { name attributes { name value } } }';
const ADD_MEMBER =
  'mutation ($input: StoreMemberInput!) { addStoreMember(input: $input) { members { id } } }';
const REMOVE_MEMBER =
  'mutation ($input: StoreMemberInput!) { removeStoreMember(input: $input) { members { id } } }';

/** A workspace of its own to look at from outside. */
async function aWorkspace() {
  const { id, slug } = await addWorkspace(toile.dataSource);
  return { workspaceId: id, options: { requestedWorkspace: slug } };
}

const nodesOf = (data: Data) => data.stores.edges.map(({ node }: Data) => node);

it('lists the stores of its workspace by name, with the items of all counted in one statement', async () => {
  const { workspaceId, options } = await aWorkspace();
  const b = await addStore(toile.dataSource, {
    workspaceId,
    name: 'B',
    attributes: { size: 'small', country: 'FR' },
  });
  await addStore(toile.dataSource, { workspaceId, name: 'A' });
  await addStore(toile.dataSource, { name: 'elsewhere' });
  await addItem(toile.dataSource, b, { origin: ItemOrigin.AI_GENERATED });
  await addItem(toile.dataSource, b);
  await addItem(toile.dataSource, b);

  let data: Data;
  const queries = await countQueries(toile.dataSource, async () => {
    data = await toile.ask(STORES, {}, ANALYST, options);
  });

  expect(data.stores.totalCount).toBe(2);
  expect(nodesOf(data)).toMatchObject([
    { name: 'A', attributes: [], itemCounts: { aiGenerated: 0, humanDesigned: 0 } },
    {
      name: 'B',
      attributes: [
        { name: 'country', value: 'FR' },
        { name: 'size', value: 'small' },
      ],
      itemCounts: { aiGenerated: 1, humanDesigned: 2 },
    },
  ]);
  expect(queries).toBe(4); // workspace, page, total, counts
});

it.each([
  ['40%', ['40% off']],
  ['_', ['snake_case']],
  ['\\', ['back\\slash']],
  ['OFF', ['40% off', 'off']],
])('finds what contains %p, literally and in any case', async (search, names) => {
  const { workspaceId, options } = await aWorkspace();
  for (const name of ['40% off', 'off', 'snake_case', 'back\\slash'])
    await addStore(toile.dataSource, { workspaceId, name });

  expect(
    nodesOf(await toile.ask(STORES, { search }, ANALYST, options)).map(({ name }: Data) => name),
  ).toEqual(names);
});

it('gives chosen stores, without those that the viewer does not see', async () => {
  const { workspaceId, options } = await aWorkspace();
  const [a, b] = [
    await addStore(toile.dataSource, { workspaceId, name: 'A' }),
    await addStore(toile.dataSource, { workspaceId, name: 'B' }),
  ];
  const elsewhere = await addStore(toile.dataSource);
  const merchant = await addPerson(toile.dataSource, Role.MERCHANT);
  await addMember(toile.dataSource, b, merchant);
  const chosen = async (viewer: typeof merchant, ids: string[]) =>
    nodesOf(await toile.ask(CHOSEN, { ids }, viewer, options)).map(({ name }: Data) => name);

  expect(await chosen(ANALYST, [b.id, a.id, elsewhere.id])).toEqual(['A', 'B']);
  expect(await chosen(merchant, [a.id, b.id])).toEqual(['B']);
  expect(await chosen(ANALYST, [])).toEqual([]);
  await expect(chosen(ANALYST, ['A'])).rejects.toThrow('ids are ids of stores');
});

describe('a store', () => {
  it('is added and changed', async () => {
    const { options } = await aWorkspace();
    const attributes = [{ name: 'country', value: 'JP' }];

    const { addStore: added } = await toile.ask(
      ADD,
      { input: { name: ' Shibuya ', attributes } },
      ANALYST,
      options,
    );
    const { changeStore } = await toile.ask(
      CHANGE,
      { input: { id: added.id, name: 'Harajuku' } },
      ANALYST,
      options,
    );

    expect(added).toMatchObject({ name: 'Shibuya', attributes });
    expect(changeStore).toEqual({ name: 'Harajuku', attributes });
  });

  it('has a name of its own in its workspace only', async () => {
    const { workspaceId, options } = await aWorkspace();
    const input = { name: 'Atelier' };
    await addStore(toile.dataSource, { name: 'Atelier' });
    const { id } = await addStore(toile.dataSource, { workspaceId, name: 'other' });

    const first = await toile.execute(ADD, { input }, ANALYST, options);
    const again = await toile.execute(ADD, { input }, ANALYST, options);
    const renamed = await toile.execute(CHANGE, { input: { id, ...input } }, ANALYST, options);

    expect(first.errors).toBeUndefined();
    expect(again.errors?.[0]?.extensions).toEqual({ code: 'CONFLICT' });
    expect(renamed.errors?.[0]?.message).toBe('There is a store "Atelier" in this workspace already');
  });

  it('names each attribute once', async () => {
    const attributes = [
      { name: 'country', value: 'JP' },
      { name: 'country', value: 'FR' },
    ];

    const { errors } = await toile.execute(ADD, { input: { name: 'x', attributes } }, ANALYST);

    expect(errors?.[0]).toMatchObject({
      message: 'name each attribute once',
      extensions: { code: 'INVALID_INPUT' },
    });
  });

  it.each(['00000000-0000-0000-0000-000000000000', 'no id'])('is not found as %p', async (id) => {
    const { errors } = await toile.execute('query ($id: ID!) { store(id: $id) { name } }', { id }, ANALYST);

    expect(errors?.[0]).toMatchObject({
      message: `Store ${id} does not exist`,
      extensions: { code: 'NOT_FOUND' },
    });
  });

  it('is not found from another workspace', async () => {
    const { options } = await aWorkspace();
    const { id } = await addStore(toile.dataSource);

    const { errors } = await toile.execute(
      'query ($id: ID!) { store(id: $id) { name } }',
      { id },
      ADMIN,
      options,
    );

    expect(errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND', entity: 'Store' });
  });
});

describe('a merchant', () => {
  it('sees and fills the stores they are a member of, and no other', async () => {
    const { dataSource } = toile;
    const { workspaceId, options } = await aWorkspace();
    const own = await addStore(dataSource, { workspaceId });
    const foreign = await addStore(dataSource, { workspaceId });
    const ownItem = await addItem(dataSource, own, { category: 'coat' });
    const foreignItem = await addItem(dataSource, foreign, { category: 'dress' });
    const merchant = await addPerson(dataSource, Role.MERCHANT);
    await addMember(dataSource, own, merchant);
    const ask = (source: string, variables = {}) => toile.execute(source, variables, merchant, options);

    const { data } = await ask(`{
      stores { totalCount edges { node { id } } } items { totalCount edges { node { id } } } categories
      workspace { storeCount itemCount }
    }`);
    expect(data).toEqual({
      stores: { totalCount: 1, edges: [{ node: { id: own.id } }] },
      items: { totalCount: 1, edges: [{ node: { id: ownItem.id } }] },
      categories: ['coat'],
      workspace: { storeCount: 1, itemCount: 1 },
    });

    const refused = [
      await ask('query ($id: ID!) { store(id: $id) { name } }', { id: foreign.id }),
      await ask('query ($id: ID!) { item(id: $id) { key } }', { id: foreignItem.id }),
      await ask('mutation ($id: ID!) { changeItem(input: { id: $id, title: "x" }) { id } }', {
        id: foreignItem.id,
      }),
      await ask(
        'mutation ($id: ID!) { addItem(input: { storeId: $id, key: "k", origin: HUMAN_DESIGNED }) { id } }',
        { id: foreign.id },
      ),
    ];
    expect(refused.map(({ errors }) => errors?.[0]?.extensions?.code)).toEqual(Array(4).fill('NOT_FOUND'));

    const added = await ask(
      'mutation ($id: ID!) { addItem(input: { storeId: $id, key: "k", origin: HUMAN_DESIGNED }) { title } }',
      { id: own.id },
    );
    expect(added.data).toEqual({ addItem: { title: 'k' } });
  });

  it('becomes a member and is one no longer at the word of an administrator', async () => {
    const { options, workspaceId } = await aWorkspace();
    const { id: storeId } = await addStore(toile.dataSource, { workspaceId });
    const { userId } = await addPerson(toile.dataSource, Role.MERCHANT);
    const variables = { input: { storeId, userId } };

    const first = await toile.ask(ADD_MEMBER, variables, ADMIN, options);
    const again = await toile.ask(ADD_MEMBER, variables, ADMIN, options);
    const removed = await toile.ask(REMOVE_MEMBER, variables, ADMIN, options);
    const refused = await toile.execute(ADD_MEMBER, variables, ANALYST, options);

    expect(first.addStoreMember.members).toEqual([{ id: userId }]);
    expect(again).toEqual(first);
    expect(removed.removeStoreMember.members).toEqual([]);
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('alone can be a member', async () => {
    const { id: storeId } = await addStore(toile.dataSource);
    const { userId } = await addPerson(toile.dataSource, Role.PM);

    const { errors } = await toile.execute(ADD_MEMBER, { input: { storeId, userId } }, ADMIN);

    expect(errors?.[0]?.extensions).toEqual({ code: 'CONFLICT' });
  });
});

it.each([
  '{ stores { totalCount } }',
  '{ items { totalCount } }',
  '{ categories }',
  '{ workspace { name } }',
  '{ workspaces { name } }',
])('shows an expert nothing of %s', async (query) => {
  const { errors } = await toile.execute(query, {}, viewerOf(Role.EXPERT));

  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    roles: expect.arrayContaining(['ADMIN']),
  });
});
