import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { type SameStoreLift, sameStoreLift } from '../../../../server/statistics/index.js';
import { expectReference, liftCase, storesOf, wordsOf } from './lift-cases.js';
import { CTR, store } from './store-cases.js';

/** By case and store; what `shrunk-lifts.py` computes with Python's standard library. */
const { cases }: { cases: Readonly<Record<string, Readonly<Record<string, number>>>> } = JSON.parse(
  readFileSync(path.join('tests', 'fixtures', 'statistics', 'shrunk-lifts.json'), 'utf8'),
);

const shrunkOf = ({ stores }: SameStoreLift) =>
  stores.map(({ shrunkLift, shrunkLiftReason }) => shrunkLift ?? shrunkLiftReason);

it.each(Object.keys(cases))('has the numbers of the independent program in %s', (id) => {
  const reference = liftCase(id);
  const stores = storesOf(reference);
  const lift = sameStoreLift([...stores.values()], {
    ...CTR,
    words: wordsOf(reference.metric),
  });

  const shrunk = Object.fromEntries(
    [...stores.keys()].map((name, index) => [name, lift.stores[index]!.shrunkLift]),
  );
  expectReference(shrunk, cases[id], id);
});

it('pulls a small store further toward the mean than a large one with the same lift', () => {
  const [small, large] = sameStoreLift(
    [store([60, 1_000], [30, 1_000]), store([6_000, 100_000], [3_000, 100_000])].concat(
      Array.from({ length: 6 }, (_, i) => store([500 + 40 * i, 10_000], [500, 10_000])),
    ),
    CTR,
  ).stores;

  expect([small!.value, large!.value]).toEqual([1, 1]);
  expect(small!.shrunkLift).toBeGreaterThan(0.1);
  expect(small!.shrunkLift).toBeLessThan(large!.shrunkLift!);
  expect(large!.shrunkLift).toBeLessThan(1);
});

it('ranks no store without an interval, alone, or if the random effects are withheld, and says why', () => {
  const usual = [store([60, 1_000], [50, 1_000]), store([90, 1_000], [50, 1_000])];

  expect(shrunkOf(sameStoreLift([store([0, 1_000], [50, 1_000]), ...usual], CTR))[0]).toMatch(
    /^No interval: AI-generated items have no clicks/,
  );
  expect(shrunkOf(sameStoreLift([store([60, 1_000], [0, 1_000]), ...usual], CTR))[0]).toMatch(
    /^Human-designed items have no clicks/,
  );
  expect(shrunkOf(sameStoreLift(usual.slice(0, 1), CTR))).toEqual([
    'How far stores differ needs at least two stores.',
  ]);
  const fewClicks = [store([6, 100], [5, 100]), store([9, 100], [5, 100])];
  expect(shrunkOf(sameStoreLift(fewClicks, CTR))[0]).toMatch(/fewer than 20 clicks/);
});
