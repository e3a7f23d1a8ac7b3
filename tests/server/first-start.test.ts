import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { demoOutcome, demoWanted, type Terminal } from '../../server/first-start.js';
import { type Environment, JobStatus, readConfig } from '../../server/platform/index.js';

/** A terminal on which somebody has typed a line; null for a program that no person looks at. */
function terminal(line: string | null): Terminal {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  if (line !== null) stdin.write(`${line}\n`);
  const isTTY = line !== null;
  return { stdin: Object.assign(stdin, { isTTY }), stdout: Object.assign(stdout, { isTTY }) } as never;
}

const start = (isNew: boolean, environment: Environment, line: string | null) =>
  demoWanted({ isNew, config: readConfig(environment) }, terminal(line));

const URL = { DATABASE_URL: 'postgres://db/toile' };

describe('the demo is loaded', () => {
  it.each<[string, boolean, Environment, string | null, boolean]>([
    ['into an empty embedded database that nobody looks at', true, {}, null, true],
    ['not into an empty database of DATABASE_URL', true, URL, null, false],
    ['not into a database that was there before', false, { TOILE_DEMO: '1' }, 'y', false],
    ['where TOILE_DEMO is 1, without a question', true, { ...URL, TOILE_DEMO: '1' }, 'n', true],
    ['not where TOILE_DEMO is 0, without a question', true, { TOILE_DEMO: '0' }, 'y', false],
    ['where a person agrees', true, URL, 'yes', true],
    ['where a person just presses enter', true, {}, '', true],
    ['not where a person declines', true, {}, 'No', false],
  ])('%s', async (_, isNew, environment, line, wanted) => {
    expect(await start(isNew, environment, line)).toBe(wanted);
  });
});

describe('the terminal is told', () => {
  it.each([
    [JobStatus.SUCCEEDED, null, 'The demo workspace is ready: http://toile/w/demo/lift'],
    [JobStatus.FAILED, 'No space is left', 'The demo workspace could not be loaded: No space is left'],
    [JobStatus.CANCELLED, null, 'The demo workspace was not loaded: somebody cancelled it.'],
    [JobStatus.RUNNING, null, null],
  ])('how the load of the demo ended: %s', (status, error, line) => {
    expect(demoOutcome({ status, error }, 'http://toile')).toBe(line);
  });
});
