import { expect, it } from '@jest/globals';
import { jobFraction, jobName, jobTitle, jobWords } from '../../../dashboard/jobs/job-state.js';

const running = { status: 'RUNNING', message: null, error: null, done: 4000, cancelling: false } as const;

it('says where a job stands', () => {
  expect(jobWords(running)).toBe('4,000 rows done');
  expect(jobWords({ ...running, message: 'Drawing garments' })).toBe('Drawing garments');
  expect(jobWords({ ...running, message: '2 rows rejected so far', status: 'SUCCEEDED' })).toBe('Done');
  expect(jobWords({ ...running, cancelling: true })).toBe('Stopping');
  expect(jobWords({ ...running, status: 'FAILED', error: 'Line 3 is cut off' })).toBe('Line 3 is cut off');
});

it('knows how far a job is only where it knows the whole', () => {
  expect(jobFraction({ done: 5, total: null })).toBeNull();
  expect(jobFraction({ done: 5, total: 10 })).toBe(0.5);
});

it('names every kind of job, also one it has never heard of', () => {
  expect(jobName('import-model')).toBe('Import a model');
  expect(jobName('recompute_price-bands')).toBe('Recompute price bands');
});

it('titles a job with what it is about, as far as it says so', () => {
  expect(jobTitle({ kind: 'import', subject: 'counts: january.csv' })).toBe('Import counts: january.csv');
  expect(jobTitle({ kind: 'load-demo', subject: null })).toBe('Load the demo workspace');
});
