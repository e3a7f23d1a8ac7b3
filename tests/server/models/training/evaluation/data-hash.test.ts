import { expect, it } from '@jest/globals';
import { dataHash } from '../../../../../server/models/training/evaluation/measure-models.js';
import { microRecipe } from '../micro-recipe.js';

const groups = () => Promise.reject(new Error('There are none.'));

it('garments alone are hashed too, by their numbers and size', async () => {
  const { groups: _, ...recipe } = microRecipe();

  // printf 'garments 0 to 119 of 16 pixels' | sha256sum
  expect(await dataHash({ recipe, groups })).toBe(
    'ef1e979c20728b6f6ba4a7ca2f17ef9920d2a02a3139e488c419e706c58fb1a6',
  );
});
