import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Turns } from '../../../../server/platform/concurrency/turns.js';

/** Works that end when they are told to. */
function works() {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (name: number) => () =>
    new Promise<number>((resolve) => {
      begun.push(name);
      ends[name] = () => resolve(name);
    });
  return { begun, ends, work };
}

describe('turns', () => {
  it('lets a few begin, the others in their order as places come free, and refuses too many', async () => {
    const turns = new Turns({ atATime: 2, waiting: 2, subject: 'Tests are' });
    const { begun, ends, work } = works();

    const taken = [0, 1, 2, 3].map((name) => turns.take(work(name)));
    await expect(turns.take(work(4))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(begun).toEqual([0, 1]);
    ends[1]!();
    await setImmediate();
    expect(begun).toEqual([0, 1, 2]);
    for (const name of [0, 2]) ends[name]!();
    await setImmediate();
    ends[3]!();

    expect(await Promise.all(taken)).toEqual([0, 1, 2, 3]);
  });

  it('hands a place on when a work fails', async () => {
    const turns = new Turns({ atATime: 1, waiting: 1, subject: 'Tests are' });

    const failed = turns.take(() => Promise.reject(new Error('broken')));
    const next = turns.take(async () => 'done');

    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('done');
    expect(await turns.take(async () => 'again')).toBe('again');
  });

  it('forgets who no longer waits', async () => {
    const turns = new Turns({ atATime: 1, waiting: 1, subject: 'Tests are' });
    const { begun, ends, work } = works();
    const controller = new AbortController();

    const first = turns.take(work(0));
    const second = turns.take(work(1), controller.signal);
    controller.abort('cancelled');
    await expect(second).rejects.toBe('cancelled');
    const third = turns.take(work(2));
    ends[0]!();
    await setImmediate();
    ends[2]!();

    expect(await Promise.all([first, third])).toEqual([0, 2]);
    expect(begun).toEqual([0, 2]);
    await expect(turns.take(work(3), controller.signal)).rejects.toBe('cancelled');
  });
});
