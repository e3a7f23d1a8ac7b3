import { beforeAll, expect, it } from '@jest/globals';
import { OPERATOR } from '../../../../../server/platform/index.js';
import { asOwner } from '../../../../support/database/database.js';
import { useToile } from '../../../../support/product/execute.js';
import { ADMIN, ANALYST } from '../../../../support/product/viewers.js';

const toile = useToile();

beforeAll(async () => {
  const { audit } = toile.toile.people;
  for (const id of ['1', '2', '3', '4', '5']) {
    await audit.record(toile.dataSource.manager, OPERATOR, 'store.add', { type: 'Store', id }, { size: id });
  }
});

const LOG = `query ($first: Int, $after: String, $last: Int, $before: String) {
  auditLog(first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { node { actorKind actorName action subjectType subjectId detailsJson } }
  }
}`;

const page = async (args: object) => {
  const { auditLog } = await toile.ask(LOG, { ...args }, ADMIN);
  return {
    ...auditLog,
    ids: auditLog.edges.map(({ node }: { node: { subjectId: string } }) => node.subjectId),
  };
};

it('is read newest first, page by page, there and back', async () => {
  const first = await page({ first: 2 });
  const second = await page({ first: 2, after: first.pageInfo.endCursor });
  const third = await page({ first: 2, after: second.pageInfo.endCursor });
  const back = await page({ last: 2, before: third.pageInfo.startCursor });

  expect([first.ids, second.ids, third.ids, back.ids]).toEqual([['5', '4'], ['3', '2'], ['1'], ['3', '2']]);
  expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
  expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  expect(first.totalCount).toBe(5);
});

it('says who did what to what', async () => {
  const { edges } = await page({ first: 1 });

  expect(edges[0].node).toEqual({
    actorKind: 'operator',
    actorName: 'operator',
    action: 'store.add',
    subjectType: 'Store',
    subjectId: '5',
    detailsJson: '{"size":"5"}',
  });
});

it.each(['UPDATE audit_log SET action = 1', 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
  'refuses %s to the product, and to the owner of the table',
  async (statement) => {
    await expect(toile.dataSource.query(statement)).rejects.toThrow('permission denied for table audit_log');
    await expect(asOwner(toile, (owner) => owner.query(statement))).rejects.toThrow(
      'audit_log is append-only',
    );
    expect((await page({})).totalCount).toBe(5);
  },
);

it('is shut to everyone but administrators', async () => {
  const { errors } = await toile.execute('{ auditLog { totalCount } }', {}, ANALYST);

  expect(errors).toMatchObject([{ message: 'This needs the role ADMIN', extensions: { code: 'FORBIDDEN' } }]);
});
