import { expect, it } from '@jest/globals';
import { OPERATOR, Role, Scope, type Viewer } from '../../../../../server/platform/index.js';
import { requesterOf } from '../../../../../server/platform/jobs/job-requester.js';
import { answerOf, postGraphql, useServer } from '../../../../support/product/serve.js';
import { ADMIN, addPerson } from '../../../../support/product/viewers.js';

const server = useServer();

const statusOf = async (key: string) =>
  (await postGraphql(server.url, '{ __typename }', { authorization: `Bearer ${key}` })).status;

async function keyMadeBy(viewer: Viewer) {
  return server.toile.toile.people.keys.add(viewer, { name: 'shop', scopes: [Scope.READ] });
}

const disable = (viewer: Extract<Viewer, { kind: 'user' }>, disabled: boolean) =>
  server.toile.toile.people.users.change(OPERATOR, { id: viewer.userId, disabled });

it('a key of a person who is disabled stops at once, and works again when they are enabled', async () => {
  const admin = await addPerson(server.toile.dataSource, Role.ADMIN);
  await addPerson(server.toile.dataSource, Role.ADMIN); // one administrator must be left
  const { secret } = await keyMadeBy(admin);
  const { secret: ofOperator } = await keyMadeBy(OPERATOR);
  expect([await statusOf(secret), await statusOf(ofOperator)]).toEqual([200, 200]);

  await disable(admin, true);
  expect([await statusOf(secret), await statusOf(ofOperator)]).toEqual([401, 200]);

  await disable(admin, false);
  expect(await statusOf(secret)).toBe(200);
});

it('says how many keys will stop, and whose they are', async () => {
  const admin = await addPerson(server.toile.dataSource, Role.ADMIN);
  const keys = [await keyMadeBy(admin), await keyMadeBy(admin), await keyMadeBy(admin)];
  await server.toile.toile.people.keys.revoke(OPERATOR, keys[0]!.apiKey.id);
  const query = `query ($id: ID!) { unrevokedKeyCount(userId: $id) apiKeys { id creator { email disabledAt } } }`;

  const before = await server.toile.ask(query, { id: admin.userId }, ADMIN);
  await disable(admin, true);
  const after = await server.toile.ask(query, { id: admin.userId }, ADMIN);

  expect(before.unrevokedKeyCount).toBe(2);
  const keyIn = ({ apiKeys }: typeof after) =>
    apiKeys.find(({ id }: { id: string }) => id === keys[1]!.apiKey.id);
  expect(keyIn(before).creator).toEqual({ email: admin.email, disabledAt: null });
  expect(keyIn(after).creator).toEqual({ email: admin.email, disabledAt: expect.any(String) });
});

it('a job that such a key asked for does not run', async () => {
  const admin = await addPerson(server.toile.dataSource, Role.ADMIN);
  const { apiKey } = await keyMadeBy(admin);
  const requester = () => requesterOf(server.toile.dataSource.manager, apiKey.id);
  expect(await requester()).toMatchObject({ kind: 'key', keyId: apiKey.id });

  await disable(admin, true);

  await expect(requester()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('a person has their new role with the next request', async () => {
  const cookie = await server.signIn(Role.ADMIN);
  const ask = async (query: string) => answerOf(await postGraphql(server.url, query, { cookie }));
  const { id } = (await ask('{ viewer { id } }')).data.viewer;
  expect((await ask('{ users { id } }')).errors).toBeUndefined();

  await server.toile.toile.people.users.change(OPERATOR, { id, role: Role.PM });

  expect((await ask('{ users { id } }')).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});
