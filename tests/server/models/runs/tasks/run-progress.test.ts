import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { RunProgress } from '../../../../../server/models/runs/tasks/run-progress.js';
import type { JobProgress } from '../../../../../server/platform/index.js';

let said: JobProgress[];
let secondsLeft: (number | null)[];

/** A run that says where it is after each of some seconds. */
function tell(steps: readonly (readonly [seconds: number, stage: string, done: number])[]): void {
  const progress = new RunProgress(
    { report: (state) => said.push(state) },
    { setSecondsLeft: (seconds) => secondsLeft.push(seconds) },
  );
  let now = 0;
  for (const [seconds, stage, done] of steps) {
    jest.advanceTimersByTime((seconds - now) * 1000);
    now = seconds;
    progress.report({ stage, done, total: 200, message: `Step ${done}` });
  }
}

beforeEach(() => {
  [said, secondsLeft] = [[], []];
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

it('gives the time to the end of the whole run at the rate of the part of now', () => {
  tell([
    [0, 'reward', 1],
    [10, 'reward', 41], // 4 a second, 159 are left
    [100, 'hps', 101], // nothing is known of this part yet
    [110, 'hps', 111], // 1 a second, 89 are left
  ]);

  expect(secondsLeft).toEqual([null, 39.75, null, 89]);
  expect(said.at(-1)).toEqual({ done: 111, total: 200, message: 'Step 111, about 1 min left' });
});

it('knows no time for what comes after the last step', () => {
  tell([
    [0, 'reward', 100],
    [10, 'reward', 200],
  ]);

  expect(secondsLeft.at(-1)).toBeNull();
  expect(said.at(-1)).toEqual({ done: 200, total: 200, message: 'Step 200' });
});
