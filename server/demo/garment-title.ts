import type { GarmentDescription } from '../garments/index.js';

type Phrases<K extends keyof GarmentDescription> = Readonly<
  Partial<Record<string & GarmentDescription[K], string>>
>;

/** Patterns before a noun; those that are missing say themselves. */
const PATTERNS: Phrases<'pattern'> = {
  solid: '',
  stripes: 'striped',
  pinstripes: 'pinstriped',
  'polka dots': 'polka dot',
  'colour block': 'colour-block',
};

/** Lengths and fits that shops leave out. */
const UNSAID = new Set<string>(['regular fit', 'hip length', 'thigh length', 'full length', 'knee length']);

/**
 * A garment as a shop titles it.
 *
 * @example
 * garmentTitle(parseGarment(['navy', 'midi', 'stripes', 'dress', 'v-neck', 'belt'])); // 'Navy striped midi dress, v-neck, sleeveless, with belt'
 */
export function garmentTitle({ category, details, ...garment }: GarmentDescription): string {
  const { colour, pattern, fit, length, neckline, sleeve } = garment;
  const noun = [colour, PATTERNS[pattern] ?? pattern, said(fit), said(length), category]
    .filter(Boolean)
    .join(' ');
  const parts = [noun, neckline, sleeve, details.length > 0 && `with ${listed(details)}`].filter(Boolean);
  const title = parts.join(', ');
  return title[0]!.toUpperCase() + title.slice(1);
}

const said = (phrase: string) => (UNSAID.has(phrase) ? '' : phrase);

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
