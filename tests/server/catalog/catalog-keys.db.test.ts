import { beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATOR, Scope } from '../../../server/platform/index.js';
import { addItem, addStore, addWorkspace } from '../../support/product/catalog.js';
import type { Data } from '../../support/product/execute.js';
import { answerOf, postGraphql, useServer } from '../../support/product/serve.js';
import { picture, sendPicture } from '../../support/requests/pictures.js';

const server = useServer();
let authorization: string;
beforeAll(async () => {
  authorization = `Bearer ${await server.addKey(Scope.CATALOG_WRITE)}`;
});

/** What a program with a key of the catalogue is answered: data, or the code of the error. */
async function ask(query: string, input: object): Promise<Data> {
  const { data, errors } = await answerOf(await postGraphql(server.url, query, { authorization }, { input }));
  return errors?.[0]?.extensions?.code ?? data;
}

const STORE = '{ id name attributes { name value } itemCounts { aiGenerated humanDesigned } }';
const ADD_STORE = `mutation ($input: AddStoreInput!) { addStore(input: $input) ${STORE} }`;
const CHANGE_STORE = `mutation ($input: ChangeStoreInput!) { changeStore(input: $input) ${STORE} }`;
const ITEM = `{ id key title origin category priceMinor currency listedOn retiredOn
  store { name } image { hash width } }`;
const ADD_ITEM = `mutation ($input: AddItemInput!) { addItem(input: $input) ${ITEM} }`;
const CHANGE_ITEM = `mutation ($input: ChangeItemInput!) { changeItem(input: $input) ${ITEM} }`;

const FACTS = {
  title: 'Blue dress',
  category: 'dress',
  priceMinor: 4_900,
  currency: 'EUR',
  listedOn: '2026-01-01',
  retiredOn: '2026-06-01',
};

const newStore = async (name: string): Promise<string> => (await ask(ADD_STORE, { name })).addStore.id;
const sendImage = async () => sendPicture(server.url, { authorization }, await picture());

describe('a key of the catalogue', () => {
  it('adds a store', async () => {
    const attributes = [{ name: 'country', value: 'FR' }];

    expect(await ask(ADD_STORE, { name: 'Nord', attributes })).toMatchObject({
      addStore: { name: 'Nord', attributes, itemCounts: { aiGenerated: 0, humanDesigned: 0 } },
    });
    expect(await ask(ADD_STORE, { name: 'Nord' })).toBe('CONFLICT');
  });

  it('changes a store', async () => {
    const id = await newStore('Old name');

    const attributes = [{ name: 'tier', value: 'gold' }];
    expect(await ask(CHANGE_STORE, { id, name: 'New name', attributes })).toMatchObject({
      changeStore: { id, name: 'New name', attributes },
    });
  });

  it('adds an item by the id of its store, with every fact and an image', async () => {
    const storeId = await newStore('By id');
    const imageHash = await sendImage();

    const { addItem } = await ask(ADD_ITEM, {
      storeId,
      key: 'a',
      origin: 'AI_GENERATED',
      ...FACTS,
      imageHash,
    });

    expect(addItem).toMatchObject({
      key: 'a',
      origin: 'AI_GENERATED',
      ...FACTS,
      store: { name: 'By id' },
      image: { hash: imageHash, width: 80 },
    });
  });

  it('adds an item by the name of its store', async () => {
    await newStore('By name');
    const item = { key: 'b', origin: 'HUMAN_DESIGNED' };

    expect(await ask(ADD_ITEM, { store: 'By name', ...item })).toMatchObject({
      addItem: { title: 'b', store: { name: 'By name' } },
    });
    expect(await ask(ADD_ITEM, { store: 'By name', ...item })).toBe('CONFLICT');
    expect(await ask(ADD_ITEM, { store: 'No such store', ...item })).toBe('NOT_FOUND');
    expect(await ask(ADD_ITEM, item)).toBe('INVALID_INPUT');
    const id = await newStore('Both');
    expect(await ask(ADD_ITEM, { store: 'Both', storeId: id, ...item })).toBe('INVALID_INPUT');
  });

  it('changes an item, and gives it another image', async () => {
    const storeId = await newStore('Changing');
    const { addItem } = await ask(ADD_ITEM, { storeId, key: 'c', origin: 'AI_GENERATED', ...FACTS });
    const imageHash = await sendImage();

    const change = { title: 'Red dress', category: null, priceMinor: 5_900, imageHash };
    expect(await ask(CHANGE_ITEM, { id: addItem.id, ...change })).toMatchObject({
      changeItem: {
        key: 'c',
        title: 'Red dress',
        category: null,
        priceMinor: 5_900,
        image: { hash: imageHash },
      },
    });
  });

  it('sends an image and sees it', async () => {
    const hash = await sendImage();

    const shown = await fetch(`${server.url}/images/${hash}`, { headers: { authorization } });

    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it('sends no table to import', async () => {
    const body = new FormData();
    body.append('file', new File(['store,item,origin\nNord,x,AI_GENERATED\n'], 'items.csv'));

    const refused = await fetch(`${server.url}/api/uploads`, {
      method: 'POST',
      headers: { authorization },
      body,
    });

    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  it('writes to its own workspace only, and deletes nothing', async () => {
    const { dataSource } = server.toile;
    const { id: workspaceId } = await addWorkspace(dataSource);
    const foreign = await addStore(dataSource, { workspaceId, name: 'Elsewhere' });
    const item = await addItem(dataSource, foreign);
    const id = await newStore('Kept');

    expect(await ask(CHANGE_STORE, { id: foreign.id, name: 'Mine' })).toBe('NOT_FOUND');
    expect(await ask(ADD_ITEM, { storeId: foreign.id, key: 'd', origin: 'AI_GENERATED' })).toBe('NOT_FOUND');
    expect(await ask(ADD_ITEM, { store: 'Elsewhere', key: 'd', origin: 'AI_GENERATED' })).toBe('NOT_FOUND');
    expect(await ask(CHANGE_ITEM, { id: item.id, title: 'Mine' })).toBe('NOT_FOUND');
    const deletion = 'mutation ($input: DeleteInput!) { deleteStore(input: $input) { id } }';
    expect(await ask(deletion, { id, confirmation: 'Kept' })).toBe('FORBIDDEN');
  });

  it('adds a store and its item in one request, after which events of the item come in', async () => {
    const query =
      'mutation { addStore(input: { name: "My shop" }) { id } addItem(input: { store: "My shop", key: "sku-1", origin: AI_GENERATED }) { id } }';
    const { data } = await answerOf(await postGraphql(server.url, query, { authorization }));
    const { secret } = await server.toile.toile.people.keys.add(OPERATOR, {
      name: 'events',
      scopes: [Scope.EVENTS_WRITE],
    });

    const sent = await fetch(`${server.url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        messageId: 'm-1',
        anonymousId: 'visitor-1',
        event: 'Product Clicked',
        properties: { product_id: 'sku-1', list_id: 'search-results', scenario: 'SEARCH' },
      }),
    });

    expect(data.addItem.id).toBeTruthy();
    expect(sent.status).toBe(200);
    expect(await sent.json()).toMatchObject({ accepted: 1, rejected: 0 });
  });
});
