import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Logger, pino } from 'pino';
import { Role, Scope } from '../../../../../server/platform/index.js';
import { useServer } from '../../../../support/product/serve.js';
import { rawAnswer } from '../../../../support/requests/raw-answer.js';

const logged: string[] = [];
const logger: Logger = pino({ level: 'error' }, { write: (line: string) => logged.push(line) });
const server = useServer({ logger });

const held = {} as { analyst: string; key: string };
beforeAll(async () => {
  held.analyst = await server.signIn(Role.ANALYST);
  held.key = await server.addKey(Scope.EVENTS_WRITE);
});

/** The status of an answer and, if it has the shape of every failure, its code and sentence. */
async function failureOf(response: Response) {
  const text = await response.text();
  const [error] = JSON.parse(text).errors ?? [];
  return { status: response.status, code: error?.extensions?.code, message: error?.message };
}

const post = (path: string, type: string, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: {
      'content-type': type,
      accept: 'text/event-stream',
      'apollo-require-preflight': '1',
      ...(path.startsWith('/v1') ? { authorization: `Bearer ${held.key}` } : { cookie: held.analyst }),
    },
    body,
  });

const PART = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc';

const FIELD = `--x\r\ncontent-disposition: form-data; name="note"\r\n\r\n${'a'.repeat(100_000)}`;

const FORMS: readonly [string, string, string][] = [
  ['without a boundary', 'multipart/form-data', `${PART}\r\n--x--`],
  ['with an empty boundary', 'multipart/form-data; boundary=', `${PART}\r\n--x--`],
  ['with another boundary', 'multipart/form-data; boundary=y', `${PART}\r\n--x--`],
  ['that stops within its file', 'multipart/form-data; boundary=x', PART],
  ['that stops within a long file', 'multipart/form-data; boundary=x', PART + 'a'.repeat(100_000)],
  ['that stops after a long field', 'multipart/form-data; boundary=x', `${FIELD}\r\n${PART}`],
  ['that stops within its head', 'multipart/form-data; boundary=x', '--x\r\ncontent-dis'],
  ['without a head', 'multipart/form-data; boundary=x', '--x\r\n\r\nabc\r\n--x--'],
  ['of another kind', 'multipart/mixed; boundary=x', `${PART}\r\n--x--`],
  ['of nothing', 'multipart/form-data; boundary=x', ''],
];

describe.each(['/api/images', '/api/uploads'])('a form to %s', (path) => {
  it.each(FORMS)('is refused in words: %s', async (_, type, body) => {
    const { status, code, message } = await failureOf(await post(path, type, body));

    expect([status >= 400 && status < 500, code, message?.length > 10]).toEqual([
      true,
      'INVALID_INPUT',
      true,
    ]);
  });
});

const EXPECTED = /^(INVALID_INPUT|NOT_FOUND)$/;
const JSON_TYPE = 'application/json';

describe.each(['/graphql', '/graphql/stream', '/v1/track', '/v1/batch', '/api/uploads', '/images/x'])(
  'a body to %s',
  (path) => {
    it.each<[string, string, string | Uint8Array<ArrayBuffer>]>([
      ['broken JSON', JSON_TYPE, '{"query":'],
      ['no JSON', JSON_TYPE, ''],
      ['a number', JSON_TYPE, '5'],
      ['a list', JSON_TYPE, '[]'],
      ['null', JSON_TYPE, 'null'],
      ['bytes that are no text', JSON_TYPE, new Uint8Array([0x22, 0xff, 0xfe])],
      ['a charset that does not exist', `${JSON_TYPE}; charset=klingon`, '{"a'],
      ['a type that is none', 'nonsense', '{}'],
      ['a type that nobody takes', 'application/xml', '<a/>'],
      ['a broken type', `${JSON_TYPE}; ;;=`, '{}'],
      ['a prototype', JSON_TYPE, '{"__proto__": {"a": 1}}'],
      ['a query that is no text', JSON_TYPE, '{"query": 5}'],
      ['variables that are no object', JSON_TYPE, '{"query": "{ __typename }", "variables": [1]}'],
    ])('is no defect, and refused in words: %s', async (_, type, body) => {
      const { status, code, message } = await failureOf(await post(path, type, body));

      expect(status).toBeLessThan(500);
      if (status !== 200) expect([code, typeof message]).toEqual([expect.stringMatching(EXPECTED), 'string']);
    });
  },
);

it.each(['/images/%', '/%zz', '/graphql%', '/v1/%c0%80', `/images/${'a'.repeat(200)}`])(
  'an address is refused in words: %s',
  async (path) => {
    const { status, code } = await failureOf(await fetch(server.url + path));

    expect([400, 404, 414]).toContain(status);
    expect(code).toMatch(EXPECTED);
  },
);

it.each([
  ['headers without end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['what is not HTTP', 'hello\r\n\r\n', 400],
  [
    'two lengths',
    'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    400,
  ],
  [
    'a length and chunks',
    'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
])('%s is refused in words', async (_, bytes, status) => {
  const answer = await rawAnswer(server.url, bytes);

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))).errors).toMatchObject([
    { message: expect.any(String), extensions: { code: 'INVALID_INPUT' } },
  ]);
});

it('logs nothing of all that as an error', () => {
  expect(logged).toEqual([]);
});
