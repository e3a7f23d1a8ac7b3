import { expect, it } from '@jest/globals';
import { KeyedTurns } from '../../../../server/platform/concurrency/keyed-turns.js';

it('a key waits for itself only, and too many of it are refused', async () => {
  const turns = new KeyedTurns({ atATime: 1, waiting: 1, subject: 'Tests are' });
  let end = () => {};
  const underWay = turns.take('a', () => new Promise<void>((resolve) => (end = resolve)));
  const waiting = turns.take('a', async () => 'second');

  await expect(turns.take('a', async () => 'third')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    facts: { retryAfterSeconds: 5 },
  });
  expect(await turns.take('b', async () => 'other')).toBe('other');
  end();
  await underWay;
  expect(await waiting).toBe('second');
  expect(await turns.take('a', async () => 'again')).toBe('again');
});
