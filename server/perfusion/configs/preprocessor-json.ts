import { MEAN, STANDARD_DEVIATION } from '../clip/preprocess-image.js';
import { checked, looseObject, readConfig } from './json-schema.js';

/**
 * Checks `preprocessor_config.json`: pictures are made ready in the one way that all CLIP models
 * share, so a file that asks for another is refused.
 *
 * @param imageSize height and width that the vision tower takes, in pixels
 * @throws {ModelError} naming the setting that differs
 */
export function requirePreprocessing(value: unknown, imageSize: number, origin: string): void {
  const square = { height: imageSize, width: imageSize };
  const keys = checked({
    do_resize: [true],
    do_center_crop: [true],
    do_normalize: [true],
    do_rescale: [true],
    resample: [3], // Pillow's number of bicubic
    image_mean: [MEAN],
    image_std: [STANDARD_DEVIATION],
    size: [imageSize, { shortest_edge: imageSize }],
    crop_size: [imageSize, square, { width: imageSize, height: imageSize }],
  });
  readConfig(looseObject(keys), value, origin);
}
