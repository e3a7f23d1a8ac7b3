import 'reflect-metadata';
import { expect, it } from '@jest/globals';
import { pageOf, toConnection } from '../../../../../server/platform/graphql/connections/page.js';

const connect = (rows: number[], args: Parameters<typeof pageOf>[0]) =>
  toConnection(rows, pageOf(args, 1), { keyOf: (row) => [row], count: () => Promise.resolve(99) });

it('shows that there is more by the one row too many, which it keeps to itself', () => {
  const { edges, pageInfo } = connect([1, 2, 3], { first: 2 });

  expect(edges.map(({ node }) => node)).toEqual([1, 2]);
  expect(pageInfo).toEqual({
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: edges[0]?.cursor,
    endCursor: edges[1]?.cursor,
  });
});

it('turns rows that were fetched backward round again', () => {
  const { edges, pageInfo } = connect([9, 8, 7], { last: 2 });

  expect(edges.map(({ node }) => node)).toEqual([8, 9]);
  expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
});

it('has no cursor where there is no row', () => {
  expect(connect([], { first: 0 }).pageInfo).toEqual({
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  });
});

it.each([
  [{ first: 1, last: 1 }, 'Pass either "first" or "last", not both'],
  [{ after: 'nonsense' }, 'is not a cursor of this list'],
  [{ before: Buffer.from('[1,2]').toString('base64url') }, 'is not a cursor of this list'],
  [{ before: Buffer.from('[{}]').toString('base64url') }, 'is not a cursor of this list'],
])('refuses %j', (args, message) => {
  expect(() => pageOf(args, 1)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(message) }),
  );
});
