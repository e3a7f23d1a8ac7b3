import { expect, it } from '@jest/globals';
import { Recent } from '../../../../server/perfusion/pipelines/recent.js';

it('forgets what was not used for longest', () => {
  const recent = new Recent<number>(2);
  recent.keep('a', 1);
  recent.keep('b', 2);
  recent.get('a');
  recent.keep('c', 3);

  expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual([1, undefined, 3]);
});

it('computes once what it remembers', () => {
  const recent = new Recent<number>(1);
  let count = 0;
  const next = () => ++count;

  expect([
    recent.getOr('a', next),
    recent.getOr('a', next),
    recent.getOr('b', next),
    recent.getOr('a', next),
  ]).toEqual([1, 1, 2, 3]);
});
