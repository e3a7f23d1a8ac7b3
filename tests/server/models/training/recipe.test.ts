import { describe, expect, it } from '@jest/globals';
import { differingNumbers, parseRecipe } from '../../../../server/models/training/index.js';
import { microRecipe } from './micro-recipe.js';

const changed = (change: (recipe: ReturnType<typeof microRecipe>) => object) =>
  parseRecipe({ ...microRecipe(), ...change(microRecipe()) }, 'changed.json');

describe('a recipe', () => {
  it('is refused with every field that is wrong', () => {
    expect(() => changed(() => ({ seed: -1, stages: [] }))).toThrow(
      /changed\.json is not valid\. seed: .*; stages: /,
    );
    expect(() => changed(({ stages }) => ({ stages: [{ ...stages[0]!, colour: 'red' }] }))).toThrow(
      /stages\.0: .*colour/,
    );
  });

  it('is refused when a stage builds on one that does not come before it', () => {
    expect(() => changed(({ stages }) => ({ stages: stages.slice(1) }))).toThrow(
      'Stage unet needs clip before it',
    );
  });

  it('is refused when two stages have one name', () => {
    expect(() => changed(({ stages }) => ({ stages: [stages[0]!, stages[0]!] }))).toThrow(
      'Two stages are named clip',
    );
  });

  it('is refused when a stage needs groups and there are none', () => {
    expect(() => changed(() => ({ groups: undefined }))).toThrow('Stage reward-text needs groups');
  });
});

describe('the numbers of a run', () => {
  const expected = { backend: 'wasm', losses: { clip: 4 }, metrics: { GAUC: 0.8 } };

  it('match within 1e-4, of a number above 1 in proportion', () => {
    expect(
      differingNumbers(expected, { ...expected, losses: { clip: 4.0003 }, metrics: { GAUC: 0.80009 } }),
    ).toEqual([]);
  });

  it('are named where they differ or are missing', () => {
    expect(differingNumbers(expected, { ...expected, losses: {}, metrics: { GAUC: 0.9 } })).toEqual([
      'last loss of clip is missing',
      'metric GAUC is 0.9, but 0.8 was expected',
    ]);
  });
});
