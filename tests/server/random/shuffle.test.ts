import { describe, expect, it } from '@jest/globals';
import { drawToFront, shuffled, someOf } from '../../../server/random/index.js';
import type { Below } from '../../../server/random/shuffle.js';

/** What comes of every run of draws that `below` can have: each is equally likely. */
function outcomes(draw: (below: Below) => readonly string[]): string[] {
  const results: string[] = [];
  const explore = (first: readonly number[]): void => {
    const asked: number[] = [];
    const result = draw((count) => {
      asked.push(count);
      return first[asked.length - 1] ?? 0;
    });
    results.push(result.map(String).join(''));
    for (let place = first.length; place < asked.length; place++) {
      for (let value = 1; value < asked[place]!; value++) {
        explore([...asked.slice(0, place).map((_, i) => first[i] ?? 0), value]);
      }
    }
  };
  explore([]);
  return results.sort();
}

const PAIRS_OF_FOUR = [...'abcd'].flatMap((a) => [...'abcd'].filter((b) => b !== a).map((b) => a + b));

describe('every run of draws gives another', () => {
  it('order of all values', () => {
    expect(outcomes((below) => shuffled([...'abc'], below))).toEqual('abc acb bac bca cab cba'.split(' '));
  });

  it('pair at the front, and leaves the others behind it', () => {
    const drawn = outcomes((below) => {
      const values = [...'abcd'];
      drawToFront(values, 2, below);
      expect([...values].sort()).toEqual([...'abcd']);
      return values.slice(0, 2);
    });

    expect(drawn).toEqual(PAIRS_OF_FOUR);
  });

  it('pair of values', () => {
    expect(outcomes((below) => someOf([...'abcd'], 2, below))).toEqual(PAIRS_OF_FOUR);
    expect(outcomes((below) => someOf([...'ab'], 3, below))).toEqual(['ab', 'ba']);
  });
});

it('leaves the values that it was given as they are', () => {
  const values = [...'abcdef'];

  shuffled(values, () => 0);
  someOf(values, 3, () => 0);

  expect(values).toEqual([...'abcdef']);
});
