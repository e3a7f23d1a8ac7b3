import { expect, it } from '@jest/globals';
import { dataHash } from '../../../../../server/models/training/evaluation/measure-models.js';
import { microRecipe } from '../micro-recipe.js';

const groups = () => Promise.reject(new Error('There are none.'));

it('garments alone are hashed too, by their number and size', async () => {
  const { groups: _, ...recipe } = microRecipe();

  // printf 'garments 120 of 16 pixels' | sha256sum
  expect(await dataHash({ recipe, groups })).toBe(
    '0d37d5188fc5e2010b90c2c0dcc7f56bee52611a7056649c6536efd2b7d223ce',
  );
});
