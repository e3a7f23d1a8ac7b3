import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Logger, pino } from 'pino';
import { Scope } from '../../../../server/platform/index.js';
import { answerOf, postGraphql, useServer } from '../../../support/product/serve.js';

const logged: string[] = [];
const logger: Logger = pino({ level: 'error' }, { write: (line: string) => logged.push(line) });
const server = useServer({ logger });

let authorization: string;
beforeAll(async () => {
  authorization = `Bearer ${await server.addKey(Scope.READ, Scope.COUNTS_WRITE)}`;
});

async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await postGraphql(server.url, query, { authorization, ...headers }, variables);
  const { errors } = await answerOf(response);
  return { status: response.status, errors };
}

const refused = (message: string) => [
  { message: expect.stringContaining(message), extensions: { code: 'INVALID_INPUT' } },
];

const IMPORT = 'mutation ($input: ImportCountsInput!) { importCounts(input: $input) { rows } }';
const ROW = {
  store: 's',
  item: 'i',
  origin: 'AI_GENERATED',
  scenario: 'SEARCH',
  impressions: 5,
  clicks: 1,
  orders: 0,
};
const LIFT = 'query ($input: LiftInput!) { lift(input: $input) { placebo { __typename } } }';

describe('a variable that does not fit', () => {
  const accept = 'application/json';

  it.each<[object, string]>([
    [{ impressions: '5x' }, 'rows[0].impressions'],
    [{ impressions: 1.5 }, 'rows[0].impressions'],
    [{ origin: 'X' }, 'rows[0].origin'],
    [{ day: '2024-13-01' }, 'rows[0].day'],
    [{ price: 'abc' }, 'rows[0].price'],
    [{ bogus: 1 }, 'Field "bogus" is not defined'],
  ])('is named: %j', async (wrong, message) => {
    const { status, errors } = await ask(IMPORT, { input: { rows: [{ ...ROW, ...wrong }] } }, { accept });

    expect(errors).toMatchObject(refused(message));
    expect(status).toBe(200);
  });

  /** As a client sends it: JSON.stringify would write the digits that a double keeps. */
  async function post(query: string, variables: string) {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
    });
    return (await answerOf(response)).errors;
  }
  const rowWith = (price: string) =>
    `{"input":{"rows":[{${JSON.stringify(ROW).slice(1, -1)},"currency":"EUR","price":${price}}]}}`;

  it.each([
    '1234567890123456.78',
    '12345678901234567890',
    '0.30000000000000004',
    '1e21',
    '-1234567890123456',
  ])('is refused where the decimal number %s may have lost digits', async (number) => {
    expect(await post(IMPORT, rowWith(number))).toMatchObject(
      refused('Decimal of more than 15 digits: send it as a text'),
    );
  });

  it.each(['123456789012.345', '"1234567890123.45"', '0.000001', '1e3', '5', '0', '100000000000000'])(
    'is taken as the decimal number %s',
    async (number) => {
      expect(await post(IMPORT, rowWith(number))).toBeUndefined();
    },
  );

  it.each(['7391800003790954036', '9007199254740993', '1e21'])(
    'is refused where the id %s may have lost digits',
    async (id) => {
      expect(await post('query ($id: ID!) { job(id: $id) { status } }', `{"id":${id}}`)).toMatchObject(
        refused('id is a number with more digits than a number keeps: send it as a text'),
      );
    },
  );

  it('is named where an enum does not know it or nothing was given', async () => {
    const lift = 'query ($m: LiftMetric!) { lift(input: { metric: $m }) { __typename } }';

    expect((await ask(lift, { m: 'NOPE' })).errors).toMatchObject(refused('"$m" got invalid value "NOPE"'));
    expect((await ask(lift)).errors).toMatchObject(refused('"$m" of required type "LiftMetric!"'));
  });

  it('has the status 400 for clients that take GraphQL answers', async () => {
    const graphql = { accept: 'application/graphql-response+json' };

    expect((await ask(IMPORT, { input: { bogus: 1 } }, graphql)).status).toBe(400);
  });
});

it.each([
  ['{', 'Syntax Error'],
  ['{ nothing }', 'Cannot query field'],
  ['{ lift(input: { metric: NOPE }) { __typename } }', 'does not exist in "LiftMetric" enum'],
  ['query A { __typename } query B { __typename }', 'operation name'],
  ['', 'non-empty `query`'],
])('answers a document that is wrong in our own words: %s', async (query, message) => {
  expect((await ask(query)).errors).toMatchObject(refused(message));
});

it('answers a name that no operation has', async () => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }', operationName: 'Other' }),
  });

  expect((await answerOf(response)).errors).toMatchObject(refused('Unknown operation named "Other"'));
});

it.each<[string, object, string]>([
  [LIFT, { input: { metric: 'CTR', categories: ['a\u0000'] } }, 'U+0000'],
  [LIFT, { input: { metric: 'CTR', from: '0000-01-01' } }, 'out of range'],
])('tells what the database cannot take: %s %j', async (query, variables, message) => {
  expect((await ask(query, variables)).errors).toMatchObject(refused(message));
});

it('does not find what a text that is no id would name', async () => {
  const { errors } = await ask('{ store(id: "x") { id } }');

  expect(errors).toMatchObject([{ message: 'Store x does not exist', extensions: { code: 'NOT_FOUND' } }]);
});

it('logs nothing of all that as an error', () => {
  expect(logged).toEqual([]);
});
