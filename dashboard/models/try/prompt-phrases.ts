export interface Vocabulary {
  /** What the phrases say of a garment, `neckline`, say. */
  readonly aspect: string;
  readonly phrases: readonly string[];
}

/** Aspects of which a garment may have several. */
const MANY: ReadonlySet<string> = new Set(['detail', 'details']);

const normalised = (phrase: string): string => phrase.trim().toLowerCase().replace(/\s+/g, ' ');

/** The phrases of a prompt: its parts between commas, in order. */
export const phrasesOf = (prompt: string): string[] =>
  prompt
    .split(',')
    .map((phrase) => phrase.trim())
    .filter(Boolean);

export const hasPhrase = (prompt: string, phrase: string): boolean =>
  phrasesOf(prompt).some((said) => normalised(said) === normalised(phrase));

/**
 * A prompt with a phrase added or, where it says it already, taken out. A garment has one colour, one neckline and
 * so on: another phrase of the same aspect makes room, except among details. Words of the writer's own stay.
 */
export function togglePhrase(prompt: string, phrase: string, vocabulary: readonly Vocabulary[]): string {
  const said = phrasesOf(prompt);
  if (hasPhrase(prompt, phrase))
    return said.filter((other) => normalised(other) !== normalised(phrase)).join(', ');
  const own = vocabulary.find(({ phrases }) => phrases.includes(phrase));
  const rivals = new Set(own && !MANY.has(own.aspect) ? own.phrases.map(normalised) : []);
  const place = said.findIndex((other) => rivals.has(normalised(other)));
  const kept = said.filter((other) => !rivals.has(normalised(other)));
  kept.splice(place < 0 ? kept.length : place, 0, phrase);
  return kept.join(', ');
}

/** Parts of a prompt that no phrase of the vocabulary is; none where the vocabulary is not known. */
export function unknownPhrases(prompt: string, vocabulary: readonly Vocabulary[]): string[] {
  const known = new Set(vocabulary.flatMap(({ phrases }) => phrases.map(normalised)));
  return known.size === 0 ? [] : phrasesOf(prompt).filter((phrase) => !known.has(normalised(phrase)));
}
