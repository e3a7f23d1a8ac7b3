import { describe, expect, it } from '@jest/globals';
import { candidateSlots } from '../../../../dashboard/models/drawn/candidate-slots.js';
import { scoreLines } from '../../../../dashboard/models/drawn/score-lines.js';

const image = (position: number) => ({ position, image: { hash: `h${position}` } });

describe('the places of a group', () => {
  it('are finished, being drawn by what the job has done beyond them, or waiting', () => {
    expect(candidateSlots(3, [image(0)], { done: 30, total: 60 }, true)).toEqual([
      { kind: 'finished', position: 0, hash: 'h0' },
      { kind: 'drawing', position: 1, fraction: 0.5 },
      { kind: 'waiting', position: 2 },
    ]);
  });

  it('never go below nothing or beyond the whole', () => {
    const fractionAt = (done: number, total: number | null) =>
      candidateSlots(2, [image(0)], { done, total }, true)[1];

    expect(fractionAt(0, null)).toMatchObject({ fraction: 0 });
    expect(fractionAt(500, 40)).toMatchObject({ fraction: 1 });
  });

  it('only wait where nothing runs', () => {
    expect(candidateSlots(2, [], { done: 0, total: null }, false).map(({ kind }) => kind)).toEqual([
      'waiting',
      'waiting',
    ]);
  });
});

describe('the lines under an image', () => {
  const store = (storeId: string, scores: readonly (readonly [string, number])[]) => ({
    storeId,
    storeName: storeId,
    scores: new Map(scores),
  });

  it('name the best image of each store, and none where only one is scored', () => {
    const both = [
      store('a', [
        ['x', 20],
        ['y', 24],
      ]),
      store('b', [['x', 31]]),
    ];

    expect(scoreLines('x', both)).toMatchObject([
      { storeId: 'a', score: 20, isBest: false },
      { storeId: 'b', score: 31, isBest: false },
    ]);
    expect(scoreLines('y', both)).toMatchObject([{ isBest: true }, { score: null, isBest: false }]);
  });

  it('call none of several the best whose scores read the same', () => {
    const alike = [
      store('a', [
        ['x', 15.391],
        ['y', 15.389],
      ]),
    ];

    expect(['x', 'y'].map((hash) => scoreLines(hash, alike)[0]?.isBest)).toEqual([false, false]);
  });
});
