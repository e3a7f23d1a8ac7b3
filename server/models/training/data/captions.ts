import { type GarmentDescription, garmentPhrases, PHRASES, type Slot } from '../../../garments/index.js';
import { type ClipTokenizer, compactTokenizer } from '../../../perfusion/index.js';
import { shuffledIndices, uniforms } from '../../../random/index.js';

/** Words that the demonstration models know, and the comma between phrases. */
export const garmentTokenizer = (context: number): ClipTokenizer =>
  compactTokenizer([...Object.values(PHRASES).flat(), ','], { context });

/** Least share of phrases that a caption keeps. */
const MIN_KEPT = 0.3;

/**
 * A caption: the category and a random part of the other phrases in random order, so that models
 * understand short and long prompts alike.
 *
 * @param draw number of the caption; the same number gives the same caption
 */
export function caption(garment: GarmentDescription, seed: number, draw: number): string {
  const all = garmentPhrases(garment);
  const [share, ...chances] = uniforms({ seed, purpose: 'caption', step: draw }, all.length + 1);
  const kept = MIN_KEPT + (1 - MIN_KEPT) * share!;
  const phrases = all.filter((phrase, i) => phrase === garment.category || chances[i]! < kept);
  const order = shuffledIndices({ seed, purpose: 'caption order', step: draw }, phrases.length);
  return Array.from(order, (i) => phrases[i]!).join(', ');
}

const SLOTS = Object.keys(PHRASES) as Slot[];

/** All phrases of the vocabulary, slot after slot. */
export const ALL_PHRASES: readonly string[] = SLOTS.flatMap((slot) => PHRASES[slot]);

/** Number of phrases of every slot. */
export const SLOT_SIZES: readonly number[] = SLOTS.map((slot) => PHRASES[slot].length);

/**
 * Part of a share that is spread over the whole slot. It draws phrases apart evenly, so that any
 * taste in colours, say, is a direction among embeddings.
 *
 * @see Müller et al., "When does label smoothing help?", NeurIPS 2019
 */
const SMOOTHING = 0.1;

/** @returns a share for each of `ALL_PHRASES`: over a slot 1 in all, or 0 where the garment has nothing of it */
export function phraseShares(garment: GarmentDescription): number[] {
  const present = new Set<string>(garmentPhrases(garment));
  return SLOTS.flatMap((slot) => {
    const phrases = PHRASES[slot];
    const own = phrases.filter((phrase) => present.has(phrase)).length;
    const spread = own === 0 ? 0 : SMOOTHING / phrases.length;
    return phrases.map((phrase) => spread + (present.has(phrase) ? (1 - SMOOTHING) / own : 0));
  });
}
