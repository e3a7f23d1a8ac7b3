import {
  type GarmentDescription,
  garmentPng,
  garmentPrompt,
  garmentSvg,
  parseGarment,
} from '../garments/index.js';
import type { PictureDrawer } from '../platform/index.js';

const SIZE = 256;

/** What the picture of a garment is drawn from: a seed and its prompt. */
export const pictureRecipe = (garment: GarmentDescription, seed: number): string =>
  `${seed} ${garmentPrompt(garment)}`;

/** Draws the recipes of `pictureRecipe`: flat sketches of 256 pixels. */
export const garmentDrawer: PictureDrawer = {
  contentType: 'image/png',
  width: SIZE,
  height: SIZE,
  draw: (recipe) => {
    const [, seed, prompt] = /^(\d+) (.+)$/.exec(recipe) ?? [];
    if (!seed || !prompt) throw new RangeError(`"${recipe}" is no seed and prompt`);
    return garmentPng(garmentSvg(parseGarment(prompt.split(',')), { seed: Number(seed) }), SIZE);
  },
};
