import { EXCLUSIVE_DETAILS, fittingPhrases } from './fitting-phrases.js';
import {
  type Category,
  type Colour,
  type Detail,
  type Fit,
  type Length,
  type Neckline,
  type Pattern,
  PHRASES,
  type Phrase,
  type Sleeve,
  type Slot,
} from './phrases.js';

/** All a garment is made of, in words. Two equal descriptions are the same design. */
export interface GarmentDescription {
  readonly category: Category;
  /** null for garments that begin at the waist */
  readonly neckline: Neckline | null;
  /** null for garments that begin at the waist */
  readonly sleeve: Sleeve | null;
  readonly fit: Fit;
  readonly length: Length;
  readonly colour: Colour;
  readonly pattern: Pattern;
  /** in the order of `PHRASES.detail`, none twice */
  readonly details: readonly Detail[];
}

const SLOTS = Object.keys(PHRASES) as Slot[];
const SLOT_OF = new Map<string, Slot>(SLOTS.flatMap((slot) => PHRASES[slot].map((phrase) => [phrase, slot])));

/**
 * The garment that phrases describe, whatever their order, case and spacing. What is not said is
 * the category's default; a phrase said twice counts once.
 *
 * @param phrases one entry a phrase, e.g. the parts of a prompt split at commas
 * @throws {RangeError} naming the phrases that are unknown, that do not fit the category or that
 *         exclude each other, and when there is not exactly one category
 *
 * @example
 * parseGarment(['navy', 'dress', 'v-neck']).fit; // 'regular fit'
 */
export function parseGarment(phrases: readonly string[]): GarmentDescription {
  const said = new Set(phrases.map(normalised).filter((phrase) => phrase !== ''));
  rejectUnknown(said);

  const category = onlyOne('category', said);
  if (!category) throw new RangeError(`Say what it is: one of ${PHRASES.category.join(', ')}`);

  const fitting = fittingPhrases(category);
  rejectUnfitting(said, category);
  const choose = <S extends Slot>(slot: S): Phrase<S> | null =>
    onlyOne(slot, said) ?? (fitting[slot][0] as Phrase<S> | undefined) ?? null;
  const details = fitting.detail.length === 0 ? [] : PHRASES.detail.filter((detail) => said.has(detail));
  rejectExclusive(details);
  return {
    category,
    neckline: choose('neckline'),
    sleeve: choose('sleeve'),
    fit: choose('fit') as Fit,
    length: choose('length') as Length,
    colour: choose('colour') as Colour,
    pattern: choose('pattern') as Pattern,
    details,
  };
}

/** The phrases of a garment in reading order: `parseGarment` gives the same garment back. */
export function garmentPhrases(garment: GarmentDescription): string[] {
  const { colour, pattern, fit, length, category, neckline, sleeve, details } = garment;
  return [colour, pattern, fit, length, category, neckline, sleeve, ...details].filter(
    (phrase) => phrase !== null,
  );
}

/**
 * A garment as a prompt: its phrases with commas between.
 *
 * @example
 * garmentPrompt(parseGarment(['skirt', 'red'])); // 'red, solid, regular fit, knee length, skirt'
 */
export const garmentPrompt = (garment: GarmentDescription): string => garmentPhrases(garment).join(', ');

const normalised = (phrase: string) => phrase.trim().toLowerCase().replace(/\s+/g, ' ');

const quoted = (phrases: readonly string[]) => phrases.map((phrase) => `"${phrase}"`).join(', ');

function rejectUnknown(said: ReadonlySet<string>): void {
  const unknown = [...said].filter((phrase) => !SLOT_OF.has(phrase));
  if (unknown.length > 0)
    throw new RangeError(`Unknown phrase ${quoted(unknown)}; use those of the vocabulary`);
}

function onlyOne<S extends Slot>(slot: S, said: ReadonlySet<string>): Phrase<S> | null {
  const phrases = (PHRASES[slot] as readonly Phrase<S>[]).filter((phrase) => said.has(phrase));
  if (phrases.length > 1) throw new RangeError(`Say one ${slot}, not ${quoted(phrases)}`);
  return phrases[0] ?? null;
}

function rejectUnfitting(said: ReadonlySet<string>, category: Category): void {
  const fitting = fittingPhrases(category);
  const wrong = [...said].filter((phrase) => {
    const slot = SLOT_OF.get(phrase);
    return slot && !(fitting[slot] as readonly string[]).includes(phrase);
  });
  if (wrong.length > 0)
    throw new RangeError(`A garment of category "${category}" cannot have ${quoted(wrong)}`);
}

function rejectExclusive(details: readonly Detail[]): void {
  for (const rivals of EXCLUSIVE_DETAILS) {
    const both = details.filter((detail) => rivals.includes(detail));
    if (both.length > 1) throw new RangeError(`Choose one of ${quoted(both)}`);
  }
}
