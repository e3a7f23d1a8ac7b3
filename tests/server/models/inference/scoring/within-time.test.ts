import { expect, it } from '@jest/globals';
import { withinTime } from '../../../../../server/models/inference/scoring/within-time.js';

/** A request that nobody answers. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

it('ends a work at its limit, in a sentence', async () => {
  await expect(withinTime(20, 'Scoring', endless)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'Scoring took more than 0.02 seconds: ask for fewer images',
  });
});

it('ends what is left of a work when a part of it fails', async () => {
  let stopped: Promise<unknown> = Promise.resolve();
  const work = withinTime(60_000, 'Scoring', (signal) => {
    stopped = endless(signal).catch(() => 'stopped');
    return Promise.all([Promise.reject(new Error('no such model')), endless(signal)]);
  });

  await expect(work).rejects.toThrow('no such model');
  expect(await stopped).toBe('stopped');
});

it('gives what the work gives', async () => {
  expect(await withinTime(60_000, 'Scoring', async () => 7)).toBe(7);
});
