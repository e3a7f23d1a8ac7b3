import { beforeAll, describe, expect, it } from '@jest/globals';
import { Role, Scope } from '../../../../server/platform/index.js';
import { answerOf, postGraphql, useServer } from '../../../support/product/serve.js';
import { rawAnswer } from '../../../support/requests/raw-answer.js';
import { head } from '../../../support/requests/trickle.js';

const KIB = 1024;
const MEGABYTE = 1_000_000;
const RECORD = 'mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { accepted } }';
const IMPORT = 'mutation ($input: ImportCountsInput!) { importCounts(input: $input) { rows } }';

const server = useServer();
let analyst: string;
let pm: string;

beforeAll(async () => {
  analyst = await server.signIn(Role.ANALYST);
  pm = await server.signIn(Role.PM);
});

/** Asks, and tells what came back and how much it was. */
async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await postGraphql(server.url, query, headers, variables);
  const text = await response.text();
  const { errors = [] } = JSON.parse(text) as Awaited<ReturnType<typeof answerOf>>;
  return { status: response.status, size: text.length, errors, message: errors[0]?.message ?? '' };
}

const padded = (byteSize: number) =>
  JSON.stringify({ query: '{ __typename }', padding: 'x'.repeat(byteSize) });

const post = (path: string, body: string | ReadableStream, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);

describe('what a stranger sends', () => {
  it('is refused before anything in it is looked at', async () => {
    const { errors, size } = await ask(RECORD, { input: { events: Array(10_000).fill(0) } });

    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(size).toBeLessThan(KIB);
  });

  it.each([
    ['a body', () => padded(70 * KIB)],
    [
      'a body of 4 MB',
      () => JSON.stringify({ query: RECORD, variables: { input: { events: Array(2e6).fill(0) } } }),
    ],
    ['a body that does not say how long it is', () => new Blob([padded(70 * KIB)]).stream()],
  ])('is not read beyond 64 KiB: %s', async (_, body) => {
    const response = await post('/graphql', body());

    expect(response.status).toBe(413);
    expect((await answerOf(response)).errors).toMatchObject([
      { message: expect.stringContaining('at most 64 KiB'), extensions: { code: 'INVALID_INPUT' } },
    ]);
  });

  it('is not read where there is nothing', async () => {
    expect((await post('/nothing', padded(70 * KIB))).status).toBe(413);
  });

  it('is not read for ever, nor is a file of who may send none', async () => {
    const merchant = await server.signIn(Role.MERCHANT);

    const answers = await Promise.all([
      answerToEndless('/graphql', 'application/json'),
      answerToEndless('/api/uploads', 'multipart/form-data; boundary=x', merchant),
    ]);

    expect(answers.map((answer) => answer.split('\r\n')[0])).toEqual([
      'HTTP/1.1 413 Payload Too Large',
      'HTTP/1.1 403 Forbidden',
    ]);
  });
});

/** All that is answered to a body that goes on and on, until the server closes the connection. */
const answerToEndless = (path: string, type: string, cookie = ''): Promise<string> => {
  const headers = { 'content-type': type, cookie, 'content-length': 1_000_000_000 };
  return rawAnswer(server.url, `${head(path, headers)}{`);
};

it('takes large bodies from who may write tables, and small ones from everybody else', async () => {
  const key = { authorization: `Bearer ${await server.addKey(Scope.EVENTS_WRITE)}` };
  const status = async (headers: Record<string, string>) =>
    (await post('/graphql', padded(100 * KIB), headers)).status;

  expect(await status({ cookie: analyst })).toBe(200);
  expect(await status(key)).toBe(200);
  expect(await status({ cookie: pm })).toBe(413);
  expect(await status({ authorization: `Bearer ${await server.addKey(Scope.READ)}` })).toBe(413);
});

describe('no variable is read of an operation with a field that its sender may not use', () => {
  const wrong = { input: { events: [0] } };
  const mutation = (fields: string, rest = '') =>
    `mutation ($input: RecordEventsInput!) { ${fields} } ${rest}`;
  const FORBIDDEN = 'recordEvents(input: $input) { accepted }';
  const FRAGMENT = `fragment all on Mutation { ... on Mutation { ${FORBIDDEN} } signOut @skip(if: true) }`;

  it.each([
    ['alone in fragments', mutation('...all', FRAGMENT.replace('signOut @skip(if: true)', ''))],
    ['after __typename', mutation(`__typename ${FORBIDDEN}`)],
    ['after an alias of __typename', mutation(`name: __typename rows: ${FORBIDDEN}`)],
    ['before signOut', mutation(`${FORBIDDEN} signOut`)],
    ['in a fragment with signOut', mutation('...all', FRAGMENT)],
    ['in an inline fragment', mutation(`signOut ... { ${FORBIDDEN} }`)],
  ])('%s', async (_, query) => {
    expect((await ask(query, wrong)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(
      await ask(query, wrong, { cookie: pm, accept: 'application/graphql-response+json' }),
    ).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN', roles: ['ADMIN', 'ANALYST'] } }],
    });
    expect((await ask('{ viewer { id } }', {}, { cookie: pm })).status).toBe(200); // signOut was not run
  });

  it('nor are values in the document', async () => {
    const { errors } = await ask('mutation { recordEvents(input: { events: [] }) { accepted } signOut }');

    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

const EVENT = { id: 'e-1', kind: 'CLICK', item: 'i', visitor: 'v', occurredAt: '2026-01-31T09:30:00.000Z' };

describe('a maximum is looked at before any value is read as its type', () => {
  const tooMany = [0, ...Array(10_000).fill(EVENT)];
  const message = 'input.events must have at most 10,000 entries';

  it.each<[string, string, object]>([
    ['in a variable', RECORD, { input: { events: tooMany } }],
    [
      'in a part of a value',
      RECORD.replace('RecordEventsInput!', '[EventInput!]!').replace(
        'input: $input',
        'input: { events: $input }',
      ),
      { input: tooMany },
    ],
    [
      'in a fragment',
      'mutation ($input: RecordEventsInput!) { ...rows } fragment rows on Mutation { recordEvents(input: $input) { accepted } }',
      { input: { events: tooMany } },
    ],
  ])('%s', async (_, query, variables) => {
    const { errors } = await ask(query, variables, { cookie: analyst });

    expect(errors).toMatchObject([{ message, extensions: { code: 'INVALID_INPUT' } }]);
    expect(errors[0]).not.toHaveProperty('path'); // the operation was refused as a whole
  });

  it('and names the first place', async () => {
    const events = [EVENT, { ...EVENT, visitor: 'x'.repeat(256), kind: 7 }];

    expect((await ask(RECORD, { input: { events } }, { cookie: analyst })).message).toBe(
      'input.events[1].visitor must have at most 255 characters',
    );
  });
});

it('counts only what the chosen operation uses, and one value as a list of one', async () => {
  const query = `query Short ($name: String!) { stores(search: $name) { totalCount } }
    query Long ($name: String!) { __type(name: $name) { name } }
    mutation Add ($name: String!) { addStore(input: { name: "s", attributes: { name: "a", value: $name } }) { id } }`;
  const send = async (operationName: string, variables: object) => {
    const body = JSON.stringify({ query, operationName, variables });
    return (await answerOf(await post('/graphql', body, { cookie: analyst }))).errors?.[0]?.message;
  };
  const name = 'x'.repeat(500);

  expect(await send('Long', { name })).toBeUndefined();
  expect(await send('Short', { name })).toContain('search must have at most 200 characters');
  expect(await send('Add', { name })).toContain('input.attributes.value must have 1 to 200 characters');
});

it('takes one table in an operation, however it is named', async () => {
  const twice = (fields: string) => `mutation ($input: RecordEventsInput!) { ${fields} }`;
  const field = 'recordEvents(input: $input) { accepted }';
  const variables = { input: { events: [EVENT] } };
  const refused = [`a: ${field} b: ${field}`, `${field} ${field}`, `a: ${field} ... { b: ${field} }`];

  for (const fields of refused) {
    expect((await ask(twice(fields), variables, { cookie: analyst })).errors).toMatchObject([
      {
        message: expect.stringContaining('2 of at most 1 fields that take a table (recordEvents): send each'),
        extensions: { code: 'INVALID_INPUT' },
      },
    ]);
  }
  expect((await ask(RECORD, variables, { cookie: analyst })).errors).toEqual([]);
});

it('still answers in part what its viewer may see only a part of', async () => {
  const response = await postGraphql(server.url, '{ viewer { id } items { totalCount } }', {
    cookie: await server.signIn(Role.EXPERT),
  });

  expect((await answerOf(response)).errors).toMatchObject([
    { path: ['items'], extensions: { code: 'FORBIDDEN' } },
  ]);
});

describe('an error', () => {
  it('names the first few faults of many', async () => {
    const { message, size } = await ask(
      IMPORT,
      { input: { rows: Array(10_000).fill({}) } },
      { cookie: analyst },
    );

    expect(message.match(/rows\[\d+\]/g)).toEqual(['rows[0]', 'rows[0]', 'rows[0]', 'rows[0]', 'rows[0]']);
    expect(message).toMatch(/; and more$/);
    expect(size).toBeLessThan(2 * KIB);
  });

  it.each<[string, string, object]>([
    ['a value', IMPORT, { input: { rows: [{ price: 'x'.repeat(MEGABYTE) }] } }],
    ['a name', IMPORT, { input: { ['x'.repeat(MEGABYTE)]: 1 } }],
    ['an id', '($id: ID!) { store(id: $id) { id } }', { id: 'x'.repeat(MEGABYTE) }],
    ['a cursor', '($c: String!) { items(after: $c) { totalCount } }', { c: 'x'.repeat(MEGABYTE) }],
    ['a field', `{ ${'x'.repeat(60_000)} }`, {}],
    ['many fields', `{ ${Array.from({ length: 900 }, (_, i) => `x${i}`).join(' ')} }`, {}],
  ])('is short, however long %s is', async (_, query, variables) => {
    const { size, errors } = await ask(query.replace(/^\(/, 'query ('), variables, { cookie: analyst });

    expect(errors.length).toBeGreaterThan(0);
    expect(size).toBeLessThan(10 * KIB);
  });
});

it('does not read long documents', async () => {
  const { message } = await ask(`{ __typename } #${'x'.repeat(70 * KIB)}`, {}, { cookie: analyst });

  expect(message).toContain('a document has at most');
});

it('keeps no documents for strangers', async () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
  const response = await post('/graphql', JSON.stringify({ extensions }));

  expect((await answerOf(response)).errors).toMatchObject([
    { extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } },
  ]);
});
