import { expect, it } from '@jest/globals';
import { TimeLeft } from '../../../../../server/models/runs/tasks/time-left.js';

/** Notes `done` after each of some seconds. */
function after(progress: readonly (readonly [seconds: number, done: number])[]): TimeLeft {
  const timeLeft = new TimeLeft();
  for (const [seconds, done] of progress) timeLeft.note({ atMs: 5_000 + seconds * 1000, done });
  return timeLeft;
}

it('is not known before there is a rate', () => {
  expect(after([]).seconds(10)).toBeNull();
  expect(after([[0, 3]]).seconds(10)).toBeNull();
  expect(
    after([
      [0, 3],
      [0.5, 4],
    ]).seconds(10),
  ).toBeNull();
});

it('is what is left at the rate so far', () => {
  // 20 steps in 10 s; 70 are left
  expect(
    after([
      [0, 10],
      [10, 30],
    ]).seconds(100),
  ).toBe(35);
});

it('counts from where a resumed run goes on', () => {
  // Resumed at step 900; then one step a second, 90 of 1,000 left.
  expect(after(Array.from({ length: 11 }, (_, i) => [i, 900 + i] as const)).seconds(1000)).toBe(90);
});

it('forgets the rate of more than a minute ago', () => {
  const fast = Array.from({ length: 101 }, (_, i) => [i, 10 * i] as const);
  const slow = Array.from({ length: 120 }, (_, i) => [101 + i, 1000 + i] as const);

  expect(after([...fast, ...slow]).seconds(1219)).toBe(100);
});

it('is 0 at the end, and not known while nothing moves', () => {
  expect(after([[0, 10]]).seconds(10)).toBe(0);
  expect(
    after([
      [0, 10],
      [5, 10],
    ]).seconds(20),
  ).toBeNull();
});
