import { describe, expect, it } from '@jest/globals';
import { Life } from '../../server/life.js';

/** A life, and what was closed in it. */
function begin() {
  const life = new Life();
  const closed: string[] = [];
  const hold = (name: string) =>
    life.hold(
      async () => name,
      async (held) => closed.push(held),
    );
  return { life, closed, hold };
}

describe('a life', () => {
  it('closes what it holds at its end, the last thing first', async () => {
    const { life, closed, hold } = begin();
    await hold('database');
    await hold('server');

    await life.end(null, () => {});

    expect(closed).toEqual(['server', 'database']);
  });

  it('forgets what was released before, and what could not be opened', async () => {
    const { life, closed, hold } = begin();
    const { value, release } = await hold('first shift');
    await hold('second shift');
    await life
      .hold(
        () => Promise.reject(new Error('broken')),
        async () => closed.push('broken'),
      )
      .catch(() => {});

    await release();
    await life.end(null, () => {});

    expect([value, closed]).toEqual(['first shift', ['first shift', 'second shift']]);
  });
});
