import { type GarmentDescription, garmentPhrases, PHRASES } from '../../../garments/index.js';
import { type ClipTokenizer, compactTokenizer, shuffledIndices, uniforms } from '../../../perfusion/index.js';

/** Words that the demonstration models know, and the comma between phrases. */
export const garmentTokenizer = (context: number): ClipTokenizer =>
  compactTokenizer([...Object.values(PHRASES).flat(), ','], { context });

/** Least share of phrases that a caption keeps. */
const LEAST_KEPT = 0.3;

/**
 * A caption: the category and a random part of the other phrases in random order, so that models
 * understand short and long prompts alike.
 *
 * @param draw number of the caption; the same number gives the same caption
 */
export function caption(garment: GarmentDescription, seed: number, draw: number): string {
  const all = garmentPhrases(garment);
  const [share, ...chances] = uniforms({ seed, purpose: 'caption', step: draw }, all.length + 1);
  const kept = LEAST_KEPT + (1 - LEAST_KEPT) * share!;
  const said = all.filter((phrase, i) => phrase === garment.category || chances[i]! < kept);
  const order = shuffledIndices({ seed, purpose: 'caption order', step: draw }, said.length);
  return Array.from(order, (i) => said[i]!).join(', ');
}
