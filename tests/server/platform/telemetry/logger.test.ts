import { describe, expect, it } from '@jest/globals';
import { createLogger, type Logger } from '../../../../server/platform/index.js';

function logged(write: (log: Logger) => void): string {
  const lines: string[] = [];
  write(createLogger({ level: 'trace', destination: { write: (line: string) => lines.push(line) } }));
  return lines.join('');
}

describe('the log', () => {
  it.each<[string, (log: Logger) => void]>([
    ['a header', (log) => log.info({ headers: { Authorization: 'Bearer hunter2' } }, 'request')],
    ['a cookie', (log) => log.info({ headers: { cookie: 'hunter2', 'set-cookie': ['hunter2'] } })],
    ['a variable', (log) => log.info({ body: { variables: { input: { password: 'hunter2' } } } })],
    ['a field in a list', (log) => log.info({ rows: [{ tokenHash: 'hunter2' }] })],
    ['a key', (log) => log.child({ jobId: 1 }).info({ apiKey: 'hunter2' })],
    ['a URL in a text', (log) => log.error('no connection to postgres://me:hunter2@db:5432/toile')],
    ['a URL in a field', (log) => log.info({ url: '/sign-in?token=hunter2&next=/' })],
    ['the URL of a request', (log) => log.info({ req: { method: 'GET', url: '/sign-in?token=hunter2' } })],
    ['an error', (log) => log.error(new Error('postgres://me:hunter2@db is gone'))],
    ['the cause of an error', (log) => log.error({ err: new Error('x', { cause: { token: 'hunter2' } }) })],
    [
      'the parameters of a failed query',
      (log) => log.error({ err: Object.assign(new Error('duplicate key'), { parameters: ['hunter2'] }) }),
    ],
  ])('never holds the secret of %s', (_, write) => {
    const text = logged(write);

    expect(text).not.toBe('');
    expect(text).not.toContain('hunter2');
  });

  it('keeps what helps: level, message, error type and stack', () => {
    const [line] = logged((log) =>
      log.warn({ err: new RangeError('too far'), jobId: 7 }, 'job failed'),
    ).split('\n');

    expect(JSON.parse(line!)).toMatchObject({
      level: 'warn',
      msg: 'job failed',
      jobId: 7,
      err: { type: 'RangeError', message: 'too far', stack: expect.stringContaining('RangeError: too far') },
    });
  });
});
