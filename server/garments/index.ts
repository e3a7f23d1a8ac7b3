export {
  type GarmentDescription,
  garmentPhrases,
  garmentPrompt,
  parseGarment,
} from './garment-description.js';
export { garmentPixels, garmentPng } from './garment-image.js';
export { garmentSvg } from './garment-svg.js';
export { sampleGarment } from './sample-garment.js';
export {
  type Category,
  fittingPhrases,
  PHRASES,
  type Slot,
} from './vocabulary.js';
