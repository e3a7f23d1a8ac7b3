import { describe, expect, it } from '@jest/globals';
import { Estimand } from '../../../../server/catalog/index.js';
import { OPERATOR, Role, Scope } from '../../../../server/platform/index.js';
import {
  addItem,
  addMember,
  addStore,
  addWorkspace,
  countQueries,
  mainWorkspace,
} from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import { ADMIN, ANALYST, addPerson, keyOf } from '../../../support/product/viewers.js';

const toile = useToile();

const WORKSPACE =
  '{ workspace { id slug name timeZone headlineEstimand minimumTraffic simulated canChangeTimeZone } }';
const CHANGE = `mutation ($input: ChangeWorkspaceInput!) {
  changeWorkspace(input: $input) { slug name timeZone headlineEstimand minimumTraffic listScenarios { listId scenario } }
}`;
const ADD =
  'mutation ($input: AddWorkspaceInput!) { addWorkspace(input: $input) { id slug simulated timeZone } }';

describe('the current workspace', () => {
  it('is the real one that every installation has', async () => {
    const { workspace } = await toile.ask(WORKSPACE, {}, ANALYST);

    expect(workspace).toEqual({
      id: expect.any(String),
      slug: 'main',
      name: 'Main',
      timeZone: 'UTC',
      headlineEstimand: 'AVERAGE_RATES',
      minimumTraffic: 0,
      simulated: false,
      canChangeTimeZone: true,
    });
  });

  it('is the one a person asks for, by id or slug', async () => {
    const { id, slug } = await addWorkspace(toile.dataSource, { simulated: true });

    const byId = await toile.ask(WORKSPACE, {}, ANALYST, { requestedWorkspace: id });
    const bySlug = await toile.ask(WORKSPACE, {}, ANALYST, { requestedWorkspace: slug });

    expect(byId.workspace).toMatchObject({ id, simulated: true });
    expect(bySlug).toEqual(byId);
  });

  it("is an API key's own, whatever it asks for", async () => {
    const own = await addWorkspace(toile.dataSource);
    const key = keyOf(own.id, Scope.READ);

    const { workspace } = await toile.ask(WORKSPACE, {}, key);
    const { workspaces } = await toile.ask('{ workspaces { id } }', {}, key);
    const { errors } = await toile.execute(WORKSPACE, {}, key, { requestedWorkspace: 'main' });

    expect(workspace.id).toBe(own.id);
    expect(workspaces).toEqual([{ id: own.id }]);
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' });
  });

  it('is for a merchant one with a store of theirs, and no other', async () => {
    const workspace = await addWorkspace(toile.dataSource);
    const merchant = await addPerson(toile.dataSource, Role.MERCHANT);
    await addMember(
      toile.dataSource,
      await addStore(toile.dataSource, { workspaceId: workspace.id }),
      merchant,
    );

    const data = await toile.ask('{ workspace { id } workspaces { id } }', {}, merchant);
    const { errors } = await toile.execute(WORKSPACE, {}, merchant, { requestedWorkspace: 'main' });

    expect(data).toEqual({ workspace: { id: workspace.id }, workspaces: [{ id: workspace.id }] });
    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  it('is the default one for a merchant without a store', async () => {
    const { workspace } = await toile.ask(WORKSPACE, {}, await addPerson(toile.dataSource, Role.MERCHANT));

    expect(workspace).toMatchObject({ slug: 'main' });
  });
});

describe('the list of workspaces', () => {
  it('counts what each holds in one statement for all', async () => {
    const { dataSource } = toile;
    const empty = await addWorkspace(dataSource);
    const full = await addWorkspace(dataSource);
    const store = await addStore(dataSource, { workspaceId: full.id });
    await addStore(dataSource, { workspaceId: full.id });
    await addItem(dataSource, store);
    await addItem(dataSource, store);
    await addItem(dataSource, store);

    let data: { workspaces: { id: string }[] } = { workspaces: [] };
    const queries = await countQueries(dataSource, async () => {
      data = await toile.ask('{ workspaces { id storeCount itemCount } }', {}, ADMIN);
    });

    expect(data.workspaces.find(({ id }) => id === empty.id)).toMatchObject({ storeCount: 0, itemCount: 0 });
    expect(data.workspaces.find(({ id }) => id === full.id)).toMatchObject({ storeCount: 2, itemCount: 3 });
    expect(queries).toBe(2);
  });
});

describe('a workspace', () => {
  it('is added by an administrator, who is written down', async () => {
    const { addWorkspace: added } = await toile.ask(
      ADD,
      { input: { name: 'Épicerie Fine', timeZone: 'Europe/Paris', simulated: true } },
      ADMIN,
    );

    expect(added).toMatchObject({ slug: 'epicerie-fine', simulated: true, timeZone: 'Europe/Paris' });
    const { auditLog } = await toile.ask(
      '{ auditLog(first: 1) { edges { node { action subjectId } } } }',
      {},
      ADMIN,
    );
    expect(auditLog.edges[0].node).toEqual({ action: 'workspace.add', subjectId: added.id });
  });

  it('needs a slug of its own', async () => {
    const { errors } = await toile.execute(ADD, { input: { name: 'MAIN' } }, ADMIN);

    expect(errors?.[0]).toMatchObject({
      message: 'There is a workspace with the slug "main" already',
      extensions: { code: 'CONFLICT' },
    });
  });

  it.each([
    [{ name: ' ' }, 'name must have 1 to 200 characters'],
    [{ name: '東京' }, 'Give a slug: none can be made from the name "東京"'],
    [{ name: 'a', slug: 'A b' }, 'slug must be lower-case words and digits joined by hyphens'],
    [
      { name: 'a', timeZone: 'Mars/Olympus' },
      '"Mars/Olympus" is not an IANA time zone such as Europe/Paris or UTC',
    ],
    [{ name: 'a', timeZone: '+05:30' }, '"+05:30" is not an IANA time zone such as Europe/Paris or UTC'],
    [
      { name: 'a', minimumTraffic: -1 },
      'input.minimumTraffic must be a whole number from 0 to 2,147,483,647, not -1',
    ],
  ])('is refused when it is %p', async (input, message) => {
    const { errors } = await toile.execute(ADD, { input }, ADMIN);

    expect(errors?.[0]).toMatchObject({ message, extensions: { code: 'INVALID_INPUT' } });
  });

  it('changes what is given and keeps the rest', async () => {
    const { slug } = await addWorkspace(toile.dataSource, { name: 'before', minimumTraffic: 7 });
    const listScenarios = [{ listId: 'search results', scenario: 'SEARCH' }];

    const { changeWorkspace } = await toile.ask(
      CHANGE,
      { input: { headlineEstimand: 'LOG_RATIO', timeZone: 'Asia/Tokyo', listScenarios } },
      ADMIN,
      { requestedWorkspace: slug },
    );

    expect(changeWorkspace).toEqual({
      slug,
      name: 'before',
      timeZone: 'Asia/Tokyo',
      headlineEstimand: 'LOG_RATIO',
      minimumTraffic: 7,
      listScenarios,
    });
  });

  it('keeps its time zone once there is data by day', async () => {
    const { id, slug } = await addWorkspace(toile.dataSource, { timeZone: 'Asia/Tokyo' });
    await toile.dataSource.query('UPDATE workspaces SET has_days = true WHERE id = $1', [id]);
    const change = (input: object) =>
      toile.execute(CHANGE, { input: { id, ...input } }, ADMIN, { requestedWorkspace: slug });

    const refused = await change({ timeZone: 'UTC' });
    const allowed = await change({ timeZone: 'Asia/Tokyo', name: 'Tokyo' });

    expect(refused.errors?.[0]).toMatchObject({
      message: 'There is data by day already, in Asia/Tokyo: add a workspace for another time zone',
      extensions: { code: 'CONFLICT' },
    });
    expect(allowed.data.changeWorkspace).toMatchObject({ name: 'Tokyo', timeZone: 'Asia/Tokyo' });
    await expect(
      toile.dataSource.query("UPDATE workspaces SET time_zone = 'UTC' WHERE id = $1", [id]),
    ).rejects.toThrow('workspaces.time_zone never changes');
  });
});

it('is found by commands without a request', async () => {
  const { id } = await mainWorkspace(toile.dataSource);

  expect((await toile.toile.catalog.workspaces.resolve(OPERATOR, null)).id).toBe(id);
  expect((await toile.toile.catalog.workspaces.resolve(OPERATOR, 'main')).id).toBe(id);
});

describe('a headline that was the default before', () => {
  const NOTICE = '{ workspace { headlineNotice } lift(input: { metric: CTR }) { headlineNotice } }';
  const CHOOSE = `mutation ($input: ChangeWorkspaceInput!) { changeWorkspace(input: $input) { headlineNotice } }`;

  it('is told on every report until an administrator chooses one, be it the same', async () => {
    const { id } = await addWorkspace(toile.dataSource, {
      headlineEstimand: Estimand.EQUAL_WEIGHT,
      hasFormerHeadline: true,
    });
    const inIt = { requestedWorkspace: id };

    const before = await toile.ask(NOTICE, {}, ANALYST, inIt);
    await toile.ask(CHOOSE, { input: { id, minimumTraffic: 10 } }, ADMIN);
    const stillTold = await toile.ask(NOTICE, {}, ANALYST, inIt);
    const chosen = await toile.ask(CHOOSE, { input: { id, headlineEstimand: 'EQUAL_WEIGHT' } }, ADMIN);

    expect(before.lift.headlineNotice).toBe(
      "This workspace's headline is equal weight per store. New workspaces use average rates, because few clicks, few items and unequal arms do not bias them. Change or confirm the headline in Settings.",
    );
    expect(before.workspace).toEqual(before.lift);
    expect(stillTold).toEqual(before);
    expect(chosen.changeWorkspace.headlineNotice).toBeNull();
    expect((await toile.ask(NOTICE, {}, ANALYST, inIt)).lift.headlineNotice).toBeNull();
  });

  it('is nothing to tell of in a new workspace', async () => {
    const { id } = await addWorkspace(toile.dataSource, {});

    const { lift } = await toile.ask(NOTICE, {}, ANALYST, { requestedWorkspace: id });

    expect(lift.headlineNotice).toBeNull();
  });
});
