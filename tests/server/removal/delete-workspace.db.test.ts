import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobStatus, OPERATOR, Role, Scope } from '../../../server/platform/index.js';
import { SIMULATION_LOCK } from '../../../server/removal/index.js';
import { mainWorkspace } from '../../support/product/catalog.js';
import { endOf } from '../../support/product/jobs.js';
import { answerOf, postGraphql, useServer } from '../../support/product/serve.js';
import { addPerson } from '../../support/product/viewers.js';
import { fillShop } from './two-shops.js';

const server = useServer();
const product = () => server.toile;
let admin: Awaited<ReturnType<typeof addPerson>>;

beforeAll(async () => {
  admin = await addPerson(product().dataSource, Role.ADMIN);
  await product().toile.jobs.start(1);
});
afterAll(() => product().toile.jobs.stop());

const SAVE_VIEW = 'mutation { saveLiftView(input: { name: "All", parameters: "metric=CTR" }) { id } }';
const DELETE = 'mutation ($input: DeleteInput!) { deleteWorkspace(input: $input) { id subject } }';
const rows = (sql: string, parameters: unknown[] = []) => product().dataSource.query(sql, parameters);

const nameOf = async (id: string) => (await rows('SELECT name FROM workspaces WHERE id = $1', [id]))[0].name;

/** @returns the job when it has ended */
async function deleteWorkspace(id: string) {
  const input = { id, confirmation: await nameOf(id) };
  const { deleteWorkspace } = await product().ask(DELETE, { input }, admin);
  return endOf(product().toile.jobs, deleteWorkspace.id);
}

const fill = () => fillShop({ ...product() }, { withNord: true });

/** How many rows of every table belong to a workspace, by a column or through what they refer to. */
async function countRows(workspaceId: string): Promise<Record<string, number>> {
  const tables: { name: string }[] = await rows(
    "SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'workspace_id' AND table_name IN (SELECT tablename FROM pg_tables)",
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables)
    [{ n: counts[name] }] = await rows(`SELECT count(*)::int AS n FROM ${name} WHERE workspace_id = $1`, [
      workspaceId,
    ]);
  return counts;
}

/** Rows that refer to nothing that is there. */
const STRAYS = `SELECT
  (SELECT count(*)::int FROM events WHERE item_id NOT IN (SELECT id FROM items)) AS events,
  (SELECT count(*)::int FROM event_batches WHERE workspace_id NOT IN (SELECT id FROM workspaces)) AS batches,
  (SELECT count(*)::int FROM item_days WHERE item_id NOT IN (SELECT id FROM items)) AS "itemDays",
  (SELECT count(*)::int FROM import_rejects WHERE run_id NOT IN (SELECT id FROM import_runs)) AS rejects`;

describe('deleting a workspace', () => {
  it('leaves nothing of it, and everything of another', async () => {
    const { workspaceId } = await fill();
    const other = await fill();
    await product().toile.people.keys.add(OPERATOR, { name: 'shop', scopes: [Scope.READ], workspaceId });
    for (const id of [workspaceId, other.workspaceId])
      await product().ask(SAVE_VIEW, {}, admin, { requestedWorkspace: id });
    const before = await countRows(other.workspaceId);

    const job = await deleteWorkspace(workspaceId);

    expect(job).toMatchObject({ status: JobStatus.SUCCEEDED, workspaceId: null });
    const contents = {
      stores: 2,
      items: 6,
      events: 37,
      importedTotals: 3,
      apiKeys: 1,
      liftViews: 1,
      imports: 1,
    };
    expect(job.result).toMatchObject(contents);
    const left = await countRows(workspaceId);
    expect(Object.entries(left).filter(([, count]) => count > 0)).toEqual([]);
    expect(Object.keys(left)).toEqual(expect.arrayContaining(['events', 'jobs', 'slice_sums', 'api_keys']));
    expect(await rows(STRAYS)).toEqual([{ events: 0, batches: 0, itemDays: 0, rejects: 0 }]);
    expect(await rows('SELECT 1 FROM workspaces WHERE id = $1', [workspaceId])).toEqual([]);
    expect(await countRows(other.workspaceId)).toEqual(before);
    const checks = await product().toile.events.rollups.verifyUnchecked(other.workspaceId);
    expect(checks.filter(({ wrongKeys }) => wrongKeys > 0)).toEqual([]);
    const [entry] = await rows(
      "SELECT actor_name, details FROM audit_log WHERE subject_id = $1 AND action = 'workspace.delete'",
      [workspaceId],
    );
    expect(entry).toMatchObject({ actor_name: admin.email, details: contents });
  });

  it('stops its keys at once', async () => {
    const { workspaceId } = await fill();
    const { secret } = await product().toile.people.keys.add(OPERATOR, {
      name: 'shop',
      scopes: [Scope.READ, Scope.EVENTS_WRITE],
      workspaceId,
    });
    const authorization = `Bearer ${secret}`;
    const readName = async () =>
      answerOf(await postGraphql(server.url, '{ workspace { name } }', { authorization }));
    const send = () =>
      fetch(`${server.url}/v1/track`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({
          messageId: 'm-1',
          anonymousId: 'v',
          event: 'Product Clicked',
          properties: { product_id: 'n-ai' },
        }),
      });
    expect((await readName()).data.workspace.name).toBe(await nameOf(workspaceId));
    expect((await send()).status).toBe(200);

    await deleteWorkspace(workspaceId);

    expect((await readName()).errors![0]!.extensions!.code).toBe('UNAUTHENTICATED');
    expect((await send()).status).toBe(401);
    expect(await rows(STRAYS)).toMatchObject([{ events: 0 }]);
  });

  it('refuses the default workspace, a wrong name, and one in which jobs have not ended', async () => {
    const { id, name } = await mainWorkspace(product().dataSource);
    const { workspaceId } = await fill();
    const wanted = await nameOf(workspaceId);
    const ask = async (input: object) => (await product().execute(DELETE, { input }, admin)).errors![0]!;

    const ofDefault = await ask({ id, confirmation: name });
    const wrong = await ask({ id: workspaceId, confirmation: 'Main' });
    await rows(
      `INSERT INTO jobs (kind, payload, workspace_id, requested_by, attempts_left, status, finished_at)
       VALUES ('train-model', '{}', $1, 'ada', 1, 'SUCCEEDED', now()), ('train-model', '{}', $1, 'ada', 1, 'QUEUED', NULL)`,
      [workspaceId],
    );
    const busy = await ask({ id: workspaceId, confirmation: wanted });

    expect(ofDefault.extensions!.code).toBe('CONFLICT');
    expect(ofDefault.message).toMatch(/"Main" is the default workspace, .* Delete its stores instead$/);
    expect(wrong.message).toBe(
      `confirmation is "Main", not the name of the workspace: type "${wanted}" to delete it`,
    );
    expect(busy.message).toMatch(/^Jobs have not ended: \d+ \(train-model\)\. Wait for them or cancel them/);
    expect(
      await rows('SELECT 1 FROM stores WHERE workspace_id = $1 AND removal_job_id IS NOT NULL', [
        workspaceId,
      ]),
    ).toEqual([]);
  });

  it('does not happen where an import began since it was asked for', async () => {
    const { workspaceId } = await fill();
    const input = { id: workspaceId, confirmation: await nameOf(workspaceId) };
    const holder = product().dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM workspaces WHERE id = $1 FOR KEY SHARE', [workspaceId]);
    const { deleteWorkspace } = await product().ask(DELETE, { input }, admin);
    await rows(
      `INSERT INTO jobs (kind, subject, payload, workspace_id, requested_by, attempts_left)
       VALUES ('import', 'items: new.csv', '{}', $1, 'ada', 1)`,
      [workspaceId],
    );
    await holder.commitTransaction();
    await holder.release();

    const job = await endOf(product().toile.jobs, deleteWorkspace.id);

    expect(job.status).toBe(JobStatus.FAILED);
    expect(job.error).toMatch(/^Jobs have not ended: \d+ \(items: new\.csv\)/);
    expect(
      await rows('SELECT count(*)::int AS n FROM events WHERE workspace_id = $1', [workspaceId]),
    ).toEqual([{ n: 37 }]);
  });
});

it('deletes the demo as any other workspace, but not while it is being loaded', async () => {
  const demo = product().toile.demo.service;
  const settings = { seed: 1, stores: 2, items: 16, days: 1, visits: 40 };
  const { workspaceId } = await demo.load(OPERATOR, { settings, endsOn: '2026-03-02' });
  const input = { id: workspaceId, confirmation: 'Demo (simulated)' };
  const loading = product().dataSource.createQueryRunner();
  await loading.query('SELECT pg_advisory_lock($1)', [SIMULATION_LOCK]);

  const { errors } = await product().execute(DELETE, { input }, admin);
  await loading.query('SELECT pg_advisory_unlock($1)', [SIMULATION_LOCK]);
  await loading.release();
  const job = await deleteWorkspace(workspaceId);

  expect(errors![0]!.message).toBe(
    'The demo is being loaded or removed at this moment: wait for that to end',
  );
  expect(job.result).toMatchObject({ stores: 2, items: 16 });
  expect(await demo.isLoadedUnchecked()).toBe(false);
});
