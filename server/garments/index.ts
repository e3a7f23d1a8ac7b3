export {
  type GarmentDescription,
  garmentPhrases,
  garmentPrompt,
  parseGarment,
} from './garment-description.js';
export { type GarmentPixels, garmentPixels, garmentPng } from './garment-image.js';
export { garmentSvg } from './garment-svg.js';
export { sampleGarment } from './sample-garment.js';
export {
  type Category,
  type Colour,
  type Detail,
  type Fit,
  fittingPhrases,
  type Length,
  type Neckline,
  type Pattern,
  PHRASES,
  type Phrase,
  type Sleeve,
  type Slot,
} from './vocabulary.js';
