import {
  type GarmentDescription,
  garmentPng,
  garmentPrompt,
  garmentSvg,
  parseGarment,
} from '../garments/index.js';
import type { ImageDrawer } from '../platform/index.js';

const SIZE = 256;

/** What the image of a garment is drawn from: a seed and its prompt. */
export const imageRecipe = (garment: GarmentDescription, seed: number): string =>
  `${seed} ${garmentPrompt(garment)}`;

/** Draws the recipes of `imageRecipe`: flat sketches of 256 pixels. */
export const garmentDrawer: ImageDrawer = {
  contentType: 'image/png',
  width: SIZE,
  height: SIZE,
  draw: (recipe) => {
    const [, seed, prompt] = /^(\d+) (.+)$/.exec(recipe) ?? [];
    if (!seed || !prompt) throw new RangeError(`"${recipe}" is no seed and prompt`);
    return garmentPng(garmentSvg(parseGarment(prompt.split(',')), { seed: Number(seed) }), SIZE);
  },
};
