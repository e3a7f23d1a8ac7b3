export { fittingPhrases } from './fitting-phrases.js';
export {
  type GarmentDescription,
  garmentPhrases,
  garmentPrompt,
  parseGarment,
} from './garment-description.js';
export { garmentPixels, garmentPng } from './garment-image.js';
export { garmentSvg } from './garment-svg.js';
export { type Category, PHRASES, type Slot } from './phrases.js';
export { sampleGarment } from './sample-garment.js';
