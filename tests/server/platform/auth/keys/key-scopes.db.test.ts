import { expect, it } from '@jest/globals';
import { Scope } from '../../../../../server/platform/index.js';
import { mainWorkspace } from '../../../../support/product/catalog.js';
import { answerOf, postGraphql, useServer } from '../../../../support/product/serve.js';

const server = useServer();

const ROW = { store: 'Nord', item: 'n-1', origin: 'HUMAN_DESIGNED', impressions: 10, clicks: 1, orders: 0 };
const IMPORT =
  'mutation ($input: ImportCountsInput!) { importCounts(input: $input) { accepted storesAdded } }';
const RECORD = 'mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { accepted } }';
const ADD_STORE = 'mutation ($input: AddStoreInput!) { addStore(input: $input) { id name } }';
const CHANGE_STORE = 'mutation ($input: ChangeStoreInput!) { changeStore(input: $input) { name } }';
const ADD_ITEM = 'mutation ($input: AddItemInput!) { addItem(input: $input) { id store { name } } }';
const CHANGE_ITEM = 'mutation ($input: ChangeItemInput!) { changeItem(input: $input) { title } }';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const EVENT = { id: 'e', kind: 'CLICK', visitor: 'v', item: 'n-1', occurredAt: '2026-01-01T00:00:00.000Z' };

async function asking(...scopes: Scope[]) {
  const authorization = `Bearer ${await server.addKey(...scopes)}`;
  return async (query: string, input: object = {}) => {
    const { data, errors } = await answerOf(
      await postGraphql(server.url, query, { authorization }, { input }),
    );
    return errors?.[0]?.extensions?.code ?? data;
  };
}

it('a key of a shop page sends events and may do nothing else', async () => {
  const ask = await asking(Scope.EVENTS_WRITE);

  expect(await ask(IMPORT, { rows: [ROW] })).toBe('FORBIDDEN');
  expect(await ask('{ jobs { totalCount } }')).toBe('FORBIDDEN');
  expect(await ask('mutation { cancelJob(input: { id: "1" }) { id } }')).toBe('FORBIDDEN');
  expect(await ask(ADD_STORE, { name: 'Forged' })).toBe('FORBIDDEN');
  expect(await ask('{ stores { totalCount } }')).toBe('FORBIDDEN');
  expect(await ask(RECORD, { events: [EVENT] })).toMatchObject({ recordEvents: { accepted: 0 } });
});

it('a key of counts imports them, with the stores and items they name, and follows its jobs', async () => {
  const ask = await asking('counts:write' as Scope);

  expect(await ask(IMPORT, { rows: [ROW] })).toEqual({ importCounts: { accepted: 1, storesAdded: 1 } });
  expect(await ask('{ jobs { totalCount } }')).toEqual({ jobs: { totalCount: 0 } });
  expect(await ask(RECORD, { events: [EVENT] })).toBe('FORBIDDEN');
  expect(await ask(ADD_STORE, { name: 'Other' })).toBe('FORBIDDEN');
});

it('a key of the catalogue adds and changes stores and items of its workspace, and reads no numbers', async () => {
  const ask = await asking('catalog:write' as Scope);

  const { addStore } = await ask(ADD_STORE, { name: 'Süd' });
  expect(await ask(CHANGE_STORE, { id: addStore.id, name: 'South' })).toEqual({
    changeStore: { name: 'South' },
  });
  const { addItem } = await ask(ADD_ITEM, { storeId: addStore.id, key: 's-1', origin: 'AI_GENERATED' });
  expect(addItem.store.name).toBe('South');
  expect(await ask(CHANGE_ITEM, { id: addItem.id, title: 'Dress' })).toEqual({
    changeItem: { title: 'Dress' },
  });

  const spy = `mutation ($input: ChangeStoreInput!) { changeStore(input: $input) { funnels { impressions } } }`;
  expect(await ask(spy, { id: addStore.id })).toBe('FORBIDDEN');
  expect(await ask('{ items { totalCount } }')).toBe('FORBIDDEN');
  expect(await ask(IMPORT, { rows: [ROW] })).toBe('FORBIDDEN');
  expect(
    await ask('mutation ($input: StartImportInput!) { startImport(input: $input) { id } }', {
      kind: 'COUNTS',
      uploadId: NOWHERE,
    }),
  ).toBe('FORBIDDEN');
});

it('a key of the catalogue writes to no other workspace', async () => {
  const { catalog } = server.toile.toile;
  const { id } = await mainWorkspace(server.toile.dataSource);
  const key = { kind: 'key', keyId: NOWHERE, name: 'k', workspaceId: NOWHERE, scopes: ['catalog:write'] };

  await expect(catalog.stores.add(key as never, id, { name: 'Elsewhere' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: 'The key belongs to another workspace',
  });
});

it('a key of assignments may do nothing yet', async () => {
  const ask = await asking(Scope.ASSIGNMENTS_READ);

  for (const query of ['{ stores { totalCount } }', '{ jobs { totalCount } }', '{ workspace { name } }'])
    expect(await ask(query)).toBe('FORBIDDEN');
});
