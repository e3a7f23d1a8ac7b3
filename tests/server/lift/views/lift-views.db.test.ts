import { beforeAll, describe, expect, it } from '@jest/globals';
import { Role, Scope, type Viewer } from '../../../../server/platform/index.js';
import { addMember, addStore, addWorkspace, mainWorkspace } from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import { addPerson, keyOf } from '../../../support/product/viewers.js';

const toile = useToile();
const people = {} as Record<'ada' | 'ben' | 'admin' | 'merchant' | 'expert', Viewer>;

beforeAll(async () => {
  const { dataSource } = toile;
  const merchant = await addPerson(dataSource, Role.MERCHANT);
  await addMember(dataSource, await addStore(dataSource), merchant);
  Object.assign(people, {
    merchant,
    ada: await addPerson(dataSource, Role.ANALYST),
    ben: await addPerson(dataSource, Role.PM),
    admin: await addPerson(dataSource, Role.ADMIN),
    expert: await addPerson(dataSource, Role.EXPERT),
  });
});

const SAVE =
  'mutation ($input: SaveLiftViewInput!) { saveLiftView(input: $input) { id name parameters authorName mayChange } }';
const RENAME = 'mutation ($input: RenameLiftViewInput!) { renameLiftView(input: $input) { name } }';
const DELETE = 'mutation ($input: DeleteLiftViewInput!) { deleteLiftView(input: $input) }';

const save = async (viewer: Viewer, name: string, parameters = 'metric=CTR', workspace = 'main') =>
  (await toile.ask(SAVE, { input: { name, parameters } }, viewer, { requestedWorkspace: workspace }))
    .saveLiftView;

const namesSeenBy = async (viewer: Viewer): Promise<string[]> =>
  (await toile.ask('{ liftViews { name } }', {}, viewer)).liftViews.map(({ name }: { name: string }) => name);

const codeOf = async (source: string, input: object, viewer: Viewer): Promise<unknown> =>
  (await toile.execute(source, { input }, viewer)).errors?.[0]?.extensions?.code;

describe('saved views', () => {
  it('keep a question under a name, for everybody who reads the lift of the workspace', async () => {
    const view = await save(people.ada, ' Spring ', '?metric=CTR&from=2026-03-01&category=R&category=%26');

    expect(view).toMatchObject({ name: 'Spring', mayChange: true, authorName: expect.stringContaining('@') });
    expect(view.parameters).toBe('metric=CTR&from=2026-03-01&category=R&category=%26');
    expect(await namesSeenBy(people.ben)).toContain('Spring');
    const other = await addWorkspace(toile.dataSource);
    const { liftViews } = await toile.ask('{ liftViews { id } }', {}, people.ben, {
      requestedWorkspace: other.slug,
    });
    expect(liftViews).toEqual([]);
  });

  it('of others stay hidden from merchants, who may be competitors', async () => {
    await save(people.ada, 'Weak shops');
    const { id } = await save(people.ada, 'Weaker shops');
    await save(people.merchant, 'My shop');

    expect(await namesSeenBy(people.merchant)).toEqual(['My shop']);
    expect(await namesSeenBy(people.ada)).toContain('My shop');
    expect(await codeOf(DELETE, { id }, people.merchant)).toBe('NOT_FOUND');
  });

  it('are renamed and deleted by their author and administrators alone', async () => {
    const { id } = await save(people.ada, 'Draft');

    for (const [source, input] of [
      [RENAME, { id, name: 'Mine now' }],
      [DELETE, { id }],
    ] as const) {
      expect(await codeOf(source, input, people.ben)).toBe('FORBIDDEN');
      expect(await codeOf(source, input, people.expert)).toBe('FORBIDDEN');
      expect(await codeOf(source, input, keyOf((await mainWorkspace(toile.dataSource)).id, Scope.READ))).toBe(
        'FORBIDDEN',
      );
    }
    expect(await toile.ask(RENAME, { input: { id, name: 'Final' } }, people.ada)).toEqual({
      renameLiftView: { name: 'Final' },
    });
    await toile.ask(DELETE, { input: { id } }, people.admin);
    expect(await namesSeenBy(people.ada)).not.toContain('Final');
    expect(await codeOf(DELETE, { id }, people.ada)).toBe('NOT_FOUND');
  });

  it('stay out of reach from another workspace', async () => {
    const { id } = await save(people.ada, 'Of main');
    const { slug } = await addWorkspace(toile.dataSource);

    const { errors } = await toile.execute(DELETE, { input: { id } }, people.admin, {
      requestedWorkspace: slug,
    });

    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  it('have names of their own among those of one author', async () => {
    const { id } = await save(people.ada, 'Twice');
    const other = await save(people.ada, 'Once');

    expect(await codeOf(SAVE, { name: 'Twice ', parameters: 'metric=CTR' }, people.ada)).toBe('CONFLICT');
    expect(await codeOf(RENAME, { id: other.id, name: 'Twice' }, people.ada)).toBe('CONFLICT');
    expect(await codeOf(RENAME, { id, name: 'Twice' }, people.ada)).toBeUndefined();
    expect((await save(people.ben, 'Twice')).name).toBe('Twice');
  });

  it('have limits: of a name, of an address, and 100 for each person', async () => {
    const { slug } = await addWorkspace(toile.dataSource);
    const [author] = await toile.dataSource.query("SELECT id FROM users WHERE role = 'PM'");
    await toile.dataSource.query(
      `INSERT INTO lift_views (workspace_id, author_id, author_name, name, parameters)
       SELECT (SELECT id FROM workspaces WHERE slug = $1), $2, 'ben', 'view ' || n, 'metric=CTR'
       FROM generate_series(1, 100) AS n`,
      [slug, author.id],
    );

    await expect(save(people.ben, 'One more', 'metric=CTR', slug)).rejects.toThrow(
      'You have 100 saved views: delete one first',
    );
    expect(await codeOf(SAVE, { name: ' ', parameters: 'metric=CTR' }, people.ada)).toBe('INVALID_INPUT');
    expect(await codeOf(SAVE, { name: 'x', parameters: 'a'.repeat(8_001) }, people.ada)).toBe(
      'INVALID_INPUT',
    );
    expect(await codeOf(SAVE, { name: 'x', parameters: '?' }, people.ada)).toBe('INVALID_INPUT');
    expect(await codeOf(SAVE, { name: 'x', parameters: '&'.repeat(7_000) }, people.ada)).toBe(
      'INVALID_INPUT',
    );
    expect(await codeOf(SAVE, { name: 'x', parameters: 'ü'.repeat(7_000) }, people.ada)).toBe(
      'INVALID_INPUT',
    );
  });

  it('leave their traces in the audit log', async () => {
    const { id } = await save(people.ada, 'Traced');
    await toile.ask(RENAME, { input: { id, name: 'Traced again' } }, people.ada);
    await toile.ask(DELETE, { input: { id } }, people.admin);

    const entries = await toile.dataSource.query(
      "SELECT action, details ->> 'name' AS name FROM audit_log WHERE subject_id = $1 ORDER BY id",
      [id],
    );
    expect(entries).toEqual([
      { action: 'liftView.save', name: 'Traced' },
      { action: 'liftView.rename', name: 'Traced again' },
      { action: 'liftView.delete', name: 'Traced again' },
    ]);
  });
});
