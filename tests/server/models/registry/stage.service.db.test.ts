import { beforeEach, describe, expect, it } from '@jest/globals';
import { ModelKind, ModelVersion } from '../../../../server/models/index.js';
import { ModelStage } from '../../../../server/models/versions/model-kind.js';
import { Role } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/product/execute.js';
import { ADMIN, viewerOf } from '../../../support/product/viewers.js';
import { addVersion } from './versions.js';

const ENGINEER = viewerOf(Role.ML_ENGINEER);
const NOWHERE = '00000000-0000-4000-8000-000000000000';

const toile = useToile();

beforeEach(async () => {
  await toile.dataSource.query('DELETE FROM model_versions');
});

const PROMOTE = 'mutation ($id: ID!) { promoteModel(input: { id: $id }) { id stage promotedAt } }';
const ARCHIVE = 'mutation ($id: ID!) { archiveModel(input: { id: $id }) { id stage } }';
const ROLL_BACK =
  'mutation ($kind: ModelKind! = REWARD) { rollBackModel(input: { kind: $kind }) { id stage } }';

const promote = async (id: string) => (await toile.ask(PROMOTE, { id }, ENGINEER)).promoteModel;
const rollBack = async () => (await toile.ask(ROLL_BACK, {}, ENGINEER)).rollBackModel.id;
const FORMER = 'query ($id: ID!) { modelVersion(id: $id) { former { id } } }';
const formerOf = async (id: string) => (await toile.ask(FORMER, { id }, ENGINEER)).modelVersion.former;
const add = (given: Partial<ModelVersion> = {}) => addVersion(toile.dataSource, given);

const stageOf = async ({ id }: { id: string }) =>
  (await toile.dataSource.getRepository(ModelVersion).findOneByOrFail({ id })).stage;

/** What the audit log says of some versions, oldest first. */
async function auditOf(...ids: string[]): Promise<string[]> {
  const { auditLog } = await toile.ask(
    '{ auditLog(last: 200) { edges { node { action subjectId actorName } } } }',
    {},
    ADMIN,
  );
  return auditLog.edges
    .map(({ node }: { node: { action: string; subjectId: string; actorName: string } }) => node)
    .filter(({ subjectId }: { subjectId: string }) => ids.includes(subjectId))
    .map(
      ({ action, subjectId, actorName }: { action: string; subjectId: string; actorName: string }) =>
        `${actorName} ${action} ${ids.indexOf(subjectId)}`,
    )
    .reverse();
}

describe('promoteModel', () => {
  it('puts a candidate into production and archives the one that was there, with a line in the audit log each', async () => {
    const [first, second] = [await add(), await add()];

    expect((await promote(first.id)).stage).toBe('PRODUCTION');
    const promoted = await promote(second.id);

    expect(promoted).toMatchObject({ id: second.id, stage: 'PRODUCTION' });
    expect(Date.parse(promoted.promotedAt)).toBeGreaterThanOrEqual(second.createdAt.getTime());
    expect(await stageOf(first)).toBe(ModelStage.ARCHIVED);
    expect(await auditOf(first.id, second.id)).toEqual([
      `${ENGINEER.email} model.promote 0`,
      `${ENGINEER.email} model.promote 1`,
    ]);
  });

  it('leaves the other kind alone', async () => {
    const [reward, generator] = [await add(), await add({ kind: ModelKind.GENERATOR })];

    await promote(reward.id);
    await promote(generator.id);

    expect(await stageOf(reward)).toBe(ModelStage.PRODUCTION);
  });

  it('changes nothing for the version in production', async () => {
    const version = await add();
    const { promotedAt } = await promote(version.id);

    expect((await promote(version.id)).promotedAt).toBe(promotedAt);
    expect(await auditOf(version.id)).toHaveLength(1);
  });

  it('leaves one in production, and the others archived, where several are promoted at once', async () => {
    const versions = [await add(), await add(), await add()];

    await Promise.all(versions.map(({ id }) => promote(id)));

    const stages = await Promise.all(versions.map(stageOf));
    expect(stages.sort()).toEqual([ModelStage.ARCHIVED, ModelStage.ARCHIVED, ModelStage.PRODUCTION]);
    await rollBack();
    await rollBack(); // the promotions came one after the other: each knows the one before
  });

  it.each(['no uuid', NOWHERE])('does not find the version %s', async (id) => {
    const { errors } = await toile.execute(PROMOTE, { id }, ENGINEER);

    expect(errors?.[0]).toMatchObject({
      message: `ModelVersion ${id} does not exist`,
      extensions: { code: 'NOT_FOUND' },
    });
  });
});

describe('rollBackModel', () => {
  it('undoes one promotion after the other, until there is nothing before', async () => {
    const [first, second] = [await add({ name: 'first' }), await add()];
    await promote(first.id);
    await promote(second.id);
    await promote(first.id);

    expect([await rollBack(), await rollBack()]).toEqual([second.id, first.id]);
    const { errors } = await toile.execute(ROLL_BACK, {}, ENGINEER);

    expect(errors?.[0]).toMatchObject({
      message: 'There was no REWARD model in production before "first": promote another version',
      extensions: { code: 'CONFLICT' },
    });
    expect(await stageOf(second)).toBe(ModelStage.ARCHIVED);
    expect((await auditOf(first.id, second.id)).slice(3)).toEqual(
      ['model.roll-back 0', 'model.promote 1', 'model.roll-back 1', 'model.promote 0'].map(
        (line) => `${ENGINEER.email} ${line}`,
      ),
    );
  });

  it('remembers every promotion of a version that was promoted twice', async () => {
    const [a, b, c] = [await add({ name: 'A' }), await add({ name: 'B' }), await add({ name: 'C' })];
    for (const { id } of [a, b, c, b]) await promote(id);

    expect([await rollBack(), await rollBack(), await rollBack()]).toEqual([c.id, b.id, a.id]);
  });

  it('goes past a version that was removed', async () => {
    const [a, b] = [await add({ name: 'A' }), await add()];
    for (const { id } of [a, b, a]) await promote(id);
    await toile.toile.models.registry.remove(ENGINEER, b.id);

    expect(await formerOf(a.id)).toBeNull();
    const { errors } = await toile.execute(ROLL_BACK, {}, ENGINEER);

    expect(errors?.[0]?.message).toContain('There was no REWARD model in production before "A"');
  });

  it('is announced by the version in production, and by no other', async () => {
    const [a, b] = [await add(), await add()];
    for (const { id } of [a, b]) await promote(id);

    expect(await formerOf(b.id)).toEqual({ id: a.id });
    expect(await formerOf(a.id)).toBeNull();
  });

  it('says where nothing is in production', async () => {
    const { errors } = await toile.execute(ROLL_BACK, { kind: 'GENERATOR' }, ENGINEER);

    expect(errors?.[0]).toMatchObject({
      message: 'No GENERATOR model is in production: promote a version',
      extensions: { code: 'CONFLICT' },
    });
  });
});

describe('archiveModel', () => {
  it('puts a candidate aside, from where it can be promoted again', async () => {
    const { id } = await add();

    expect((await toile.ask(ARCHIVE, { id }, ENGINEER)).archiveModel.stage).toBe('ARCHIVED');
    await toile.ask(ARCHIVE, { id }, ENGINEER);

    expect((await promote(id)).stage).toBe('PRODUCTION');
    expect(await auditOf(id)).toEqual([
      `${ENGINEER.email} model.archive 0`,
      `${ENGINEER.email} model.promote 0`,
    ]);
  });

  it('refuses the version in production', async () => {
    const { id } = await add({ name: 'PickScore' });
    await promote(id);

    const { errors } = await toile.execute(ARCHIVE, { id }, ENGINEER);

    expect(errors?.[0]).toMatchObject({
      message: '"PickScore" is the REWARD model in production: promote another version or roll back first',
      extensions: { code: 'CONFLICT' },
    });
  });
});

it('keeps two versions of a kind out of production, whatever writes the table', async () => {
  const [first, second] = [await add(), await add()];
  await promote(first.id);

  await expect(
    toile.dataSource.query("UPDATE model_versions SET stage = 'PRODUCTION' WHERE id = $1", [second.id]),
  ).rejects.toThrow('model_versions_production_idx');
});
