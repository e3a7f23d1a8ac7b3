import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { ExpiringMap } from '../../../../../server/platform/auth/limits/expiring-map.js';
import { RequestLimit } from '../../../../../server/platform/auth/limits/request-limit.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('a value ends after its time', () => {
  const map = new ExpiringMap<number>(2);
  map.set('a', 1, 1_000);

  jest.advanceTimersByTime(999);
  expect(map.get('a')).toBe(1);
  jest.advanceTimersByTime(1);
  expect(map.get('a')).toBeUndefined();
});

it('of too many keys the earliest set goes', () => {
  const map = new ExpiringMap<number>(2);
  for (const key of ['a', 'b', 'a', 'c']) map.set(key, 1, 1_000);

  expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([1, undefined, 1]);
});

it('requests above the maximum wait for the end of their minute; other keys do not', () => {
  const limit = new RequestLimit(2);
  limit.take('a');
  jest.advanceTimersByTime(20_000);
  limit.take('a');

  expect(() => limit.take('a')).toThrow('Too many requests: try again in 40 seconds');
  limit.take('b');
  jest.advanceTimersByTime(40_000);
  limit.take('a');
});
