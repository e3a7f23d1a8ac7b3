import { describe, expect, it } from '@jest/globals';
import { demoOutcome, demoWanted } from '../../server/first-start.js';
import { type Environment, JobStatus, readConfig } from '../../server/platform/index.js';

const URL = { DATABASE_URL: 'postgres://db/toile' };

describe('the demo is loaded', () => {
  it.each<[string, boolean, Environment, boolean]>([
    ['into an empty embedded database', true, {}, true],
    ['not into an empty database of DATABASE_URL', true, URL, false],
    ['not into a database that was there before', false, { TOILE_DEMO: '1' }, false],
    ['where TOILE_DEMO is 1', true, { ...URL, TOILE_DEMO: '1' }, true],
    ['not where TOILE_DEMO is 0', true, { TOILE_DEMO: '0' }, false],
  ])('%s', (_, isNew, environment, wanted) => {
    expect(demoWanted({ isNew, config: readConfig(environment) })).toBe(wanted);
  });
});

describe('the terminal is told', () => {
  it.each([
    [
      JobStatus.SUCCEEDED,
      null,
      'The demo workspace is ready: http://toile/w/demo/lift\nTo remove it: npm run toile -- demo remove',
    ],
    [JobStatus.FAILED, 'No space is left', 'The demo workspace could not be loaded: No space is left'],
    [JobStatus.CANCELLED, null, 'The demo workspace was not loaded: somebody cancelled it.'],
    [JobStatus.RUNNING, null, null],
  ])('how the load of the demo ended: %s', (status, error, line) => {
    expect(demoOutcome({ status, error }, 'http://toile')).toBe(line);
  });
});
