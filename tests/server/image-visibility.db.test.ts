import { beforeAll, describe, expect, it } from '@jest/globals';
import { Role, Scope, type Viewer } from '../../server/platform/index.js';
import {
  addItem,
  addMember,
  addStore,
  addWorkspace,
  countQueries,
  mainWorkspace,
} from '../support/product/catalog.js';
import type { Answer } from '../support/product/execute.js';
import { answerOf, postGraphql, useServer } from '../support/product/serve.js';
import {
  drawPicture,
  keepPicture,
  type Picture,
  picture,
  sendPicture,
} from '../support/requests/pictures.js';

const server = useServer();

type Headers = Readonly<Record<string, string>>;

interface Person {
  readonly headers: Headers;
  readonly viewer: Extract<Viewer, { kind: 'user' }>;
}

/** Requests of everybody there is to try; keys are called by their scope and belong to the default workspace. */
const headersOf: Record<string, Headers> = { anonymous: {} };
const people = {} as Record<Role | 'other', Person>;
/** By what refers to it; filled before the tests. */
const hashes: Record<string, string> = {};
/** An item of the merchant's, to be changed. */
let itemId: string;
let storeId: string;

/** Who sees each image. */
const TABLE: Readonly<Record<string, string>> = {
  "of the merchant's item": 'ADMIN ANALYST PM MERCHANT ML_ENGINEER read catalog:write',
  "of the merchant's retired item": 'ADMIN ANALYST PM MERCHANT ML_ENGINEER read catalog:write',
  "of another store's item": 'ADMIN ANALYST PM ML_ENGINEER read catalog:write',
  "of another workspace's item": 'ADMIN ANALYST PM ML_ENGINEER',
  'sent by the merchant': 'ADMIN MERCHANT',
  'sent by another analyst': 'ADMIN',
  'sent by the merchant and by the analyst': 'ADMIN ANALYST MERCHANT',
  'drawn for the merchant': 'ADMIN ANALYST PM MERCHANT ML_ENGINEER read',
  "drawn for another person in the merchant's store": 'ADMIN ANALYST PM ML_ENGINEER read',
  'drawn in another workspace': 'ADMIN ANALYST PM ML_ENGINEER',
  'that nothing refers to': 'ADMIN',
};

const send = ({ headers }: Person, sent: Picture) => sendPicture(server.url, headers, sent);
const keep = () => keepPicture(server.toile);
const draw = ({ viewer }: Person, store: { readonly id: string; readonly workspaceId: string }) =>
  drawPicture(server.toile, viewer, store);

const statusOf = async (hash: string, { headers }: Person) =>
  (await fetch(`${server.url}/images/${hash}`, { headers })).status;

async function addPerson(role: Role): Promise<Person> {
  const headers = { cookie: await server.signIn(role) };
  const { data } = await answerOf(await postGraphql(server.url, '{ viewer { id email } }', headers));
  return { headers, viewer: { kind: 'user', userId: data.viewer.id, email: data.viewer.email, role } };
}

beforeAll(async () => {
  const { dataSource } = server.toile;
  for (const role of Object.values(Role)) {
    people[role] = await addPerson(role);
    headersOf[role] = people[role].headers;
  }
  people.other = await addPerson(Role.ANALYST);
  for (const scope of Object.values(Scope))
    headersOf[scope] = { authorization: `Bearer ${await server.addKey(scope)}` };

  const { id: workspaceId } = await mainWorkspace(dataSource);
  const { id: elsewhereId } = await addWorkspace(dataSource);
  const own = await addStore(dataSource, { workspaceId });
  const other = await addStore(dataSource, { workspaceId });
  const elsewhere = await addStore(dataSource, { workspaceId: elsewhereId });
  await addMember(dataSource, own, people.MERCHANT.viewer);
  const imageOf = async (store: { readonly id: string }, given: object = {}) => {
    const imageHash = await keep();
    await addItem(dataSource, store, { imageHash, ...given });
    return imageHash;
  };
  const shared = await picture();
  for (const who of [people.MERCHANT, people.ANALYST])
    hashes['sent by the merchant and by the analyst'] = await send(who, shared);
  storeId = own.id;
  itemId = (await addItem(dataSource, own)).id;
  Object.assign(hashes, {
    "of the merchant's item": await imageOf(own),
    "of the merchant's retired item": await imageOf(own, { retiredOn: '2026-01-01' }),
    "of another store's item": await imageOf(other),
    "of another workspace's item": await imageOf(elsewhere),
    'sent by the merchant': await send(people.MERCHANT, await picture()),
    'sent by another analyst': await send(people.other, await picture()),
    'drawn for the merchant': await draw(people.MERCHANT, own),
    "drawn for another person in the merchant's store": await draw(people.other, own),
    'drawn in another workspace': await draw(people.other, elsewhere),
    'that nothing refers to': await keep(),
  });
});

const WAYS: readonly (readonly [string, number, (hash: string) => readonly [string, Headers]])[] = [
  ['GET', 200, (hash) => [hash, {}]],
  ['GET with a width', 200, (hash) => [`${hash}?width=64`, {}]],
  ['GET of what a browser has', 304, (hash) => [hash, { 'if-none-match': `"${hash}"` }]],
  [
    'GET of a copy that a browser has',
    304,
    (hash) => [`${hash}?width=64`, { 'if-none-match': `"${hash}-64"` }],
  ],
];

describe.each(WAYS)('%s', (_, shown, requestOf) => {
  const statusesOf = async (hash: string) => {
    const [path, more] = requestOf(hash);
    const statuses: Record<string, number> = {};
    for (const [who, headers] of Object.entries(headersOf)) {
      const response = await fetch(`${server.url}/images/${path}`, { headers: { ...headers, ...more } });
      await response.arrayBuffer();
      statuses[who] = response.status;
    }
    return statuses;
  };
  const expected = (seers: string) =>
    Object.fromEntries(
      Object.keys(headersOf).map((who) => {
        if (who === 'anonymous') return [who, 401];
        if (who.includes(':') && who !== 'catalog:write') return [who, 403]; // a scope that reads no image
        return [who, seers.split(' ').includes(who) ? shown : 404];
      }),
    );

  it.each(Object.entries(TABLE))('shows an image %s to %s', async (image, seers) => {
    expect(await statusesOf(hashes[image]!)).toEqual(expected(seers));
  });

  it('answers as for an image that does not exist', async () => {
    const bodyOf = async (hash: string) => {
      const [path, more] = requestOf(hash);
      const headers = { ...headersOf.MERCHANT, ...more };
      return (await (await fetch(`${server.url}/images/${path}`, { headers })).text()).replace(hash, 'HASH');
    };

    expect(await bodyOf(hashes["of another store's item"]!)).toBe(await bodyOf('0'.repeat(64)));
  });
});

const ADD = 'mutation ($input: AddItemInput!) { addItem(input: $input) { image { hash } } }';
const CHANGE = 'mutation ($input: ChangeItemInput!) { changeItem(input: $input) { image { hash } } }';
const SCORE = 'query ($input: ScoreImagesInput!) { scoreImages(input: $input) { scores { score } } }';

const USES: readonly (readonly [string, readonly Role[], string, (hash: string) => object])[] = [
  [
    'addItem',
    [Role.ADMIN, Role.ANALYST, Role.MERCHANT],
    ADD,
    (imageHash) => ({ storeId, key: 'probe', origin: 'AI_GENERATED', imageHash }),
  ],
  [
    'changeItem',
    [Role.ADMIN, Role.ANALYST, Role.MERCHANT],
    CHANGE,
    (imageHash) => ({ id: itemId, imageHash }),
  ],
  [
    'scoreImages',
    [Role.ADMIN, Role.MERCHANT, Role.ML_ENGINEER],
    SCORE,
    (hash) => ({ storeId, prompt: 'red dress', imageIds: [hashes["of the merchant's item"], hash] }),
  ],
];

describe.each(USES)('%s', (_, roles, document, inputOf) => {
  const use = async (who: Role, hash: string): Promise<Answer> => {
    const input = inputOf(hash);
    const answer = await server.toile.execute(document, { input }, people[who].viewer);
    await server.toile.dataSource.query("DELETE FROM items WHERE key = 'probe'"); // else it refers to the image
    await server.toile.dataSource.query('UPDATE items SET image_hash = NULL WHERE id = $1', [itemId]);
    return answer;
  };
  const isRefused = async (who: Role, hash: string) =>
    (await use(who, hash)).errors?.[0]?.extensions?.code === 'NOT_FOUND'; // a score then wants a model

  it.each(Object.entries(TABLE))('takes an image %s from %s', async (image, seers) => {
    const refused: Record<string, boolean> = {};
    for (const who of roles) refused[who] = await isRefused(who, hashes[image]!);

    expect(refused).toEqual(Object.fromEntries(roles.map((who) => [who, !seers.split(' ').includes(who)])));
  });

  it('answers as for an image that does not exist', async () => {
    const messageOf = async (hash: string) =>
      (await use(Role.MERCHANT, hash)).errors?.[0]?.message.replace(hash, 'HASH');

    expect(await messageOf(hashes["of another store's item"]!)).toBe(await messageOf('0'.repeat(64)));
  });
});

it.each([Role.ADMIN, Role.ANALYST, Role.MERCHANT, Role.ML_ENGINEER])(
  '%s sees what they sent',
  async (role) => {
    const hash = await send(people[role], await picture());

    expect(await statusOf(hash, people[role])).toBe(200);
  },
);

it('shows a key of another workspace what is there, what it sent, and no more', async () => {
  const { dataSource, toile } = server.toile;
  const store = await addStore(dataSource, { workspaceId: (await addWorkspace(dataSource)).id });
  const imageHash = await keep();
  await addItem(dataSource, store, { imageHash });
  const viewer: Viewer = {
    kind: 'key',
    keyId: '00000000-0000-4000-8000-000000000001',
    name: 'elsewhere',
    workspaceId: store.workspaceId,
    scopes: [Scope.READ],
  };
  const isShown = (hash: string) =>
    toile.storage.images.show(viewer, hash, 64).then(
      async ({ stream }) => (await stream.toArray()).length > 0,
      () => false,
    );

  const { hash: sent } = await toile.storage.images.addUnchecked([(await picture()).bytes], viewer);

  expect(await isShown(imageHash)).toBe(true);
  expect(await isShown(sent)).toBe(true);
  expect(await isShown(hashes["of the merchant's item"]!)).toBe(false);
});

it('shows a merchant the images of a store no longer than they are a member of it', async () => {
  const { dataSource } = server.toile;
  const store = await addStore(dataSource);
  const imageHash = await keep();
  await addItem(dataSource, store, { imageHash });

  await addMember(dataSource, store, people.MERCHANT.viewer);
  const before = await statusOf(imageHash, people.MERCHANT);
  await dataSource.query('DELETE FROM store_members WHERE store_id = $1', [store.id]);

  expect([before, await statusOf(imageHash, people.MERCHANT)]).toEqual([200, 404]);
});

it('shows an expert nothing, not even what they sent in another role', async () => {
  const person = await addPerson(Role.ANALYST);
  const hash = await send(person, await picture());

  const before = await statusOf(hash, person);
  await server.toile.dataSource.query("UPDATE users SET role = 'EXPERT' WHERE id = $1", [
    person.viewer.userId,
  ]);

  expect([before, await statusOf(hash, person)]).toEqual([200, 404]);
});

it('asks the database once who may see an image', async () => {
  const { dataSource, toile } = server.toile;
  const { viewer } = people.MERCHANT;

  const queries = await countQueries(dataSource, async () => {
    const { stream } = await toile.storage.images.show(viewer, hashes['drawn for the merchant']!, null);
    await stream.toArray();
  });

  expect(queries).toBe(1);
});
