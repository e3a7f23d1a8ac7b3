import type { RandomStream } from '../random/index.js';

/** Invented words, so that no shop of the demo has the name of a real one on purpose. */
// biome-ignore format: a list of words
const WORDS = [
  'Aurelle', 'Brindel', 'Calvarin', 'Delphe', 'Esmira', 'Fennoway', 'Galoppe', 'Hollisand', 'Ilvana', 'Jorande',
  'Kestrane', 'Lumeva', 'Marisol Vey', 'Nordlune', 'Ombrelle', 'Pellow', 'Quillane', 'Rosamund Kay', 'Solvang Ro',
  'Tamsel', 'Ulverine', 'Vellora', 'Wrenfold', 'Xanthe Bel', 'Yvoire', 'Zephine', 'Amberlin', 'Bastienne', 'Corvina',
  'Dovetta', 'Elowyn', 'Faralde', 'Grisella', 'Hazelmore', 'Indrani Sol', 'Junipera', 'Kirouane', 'Larkhill',
  'Mirabeth', 'Nettlewick', 'Orsoline', 'Primavelle', 'Quenby', 'Rivelle', 'Saffrine', 'Thistlen', 'Umbriel',
  'Verdane', 'Willowmar', 'Yarrowby', 'Zelinda', 'Alderine', 'Bellacourt', 'Cressida Lo', 'Damaris', 'Evermoor',
  'Fleurance', 'Gossamer', 'Hesper', 'Isolde Rae',
] as const;

const FORMS: readonly ((word: string) => string)[] = [
  (word) => `Maison ${word}`,
  (word) => `${word} Studio`,
  (word) => `Atelier ${word}`,
  (word) => `${word} & Daughters`,
  (word) => `House of ${word}`,
  (word) => word,
  (word) => `${word} Clothing`,
  (word) => `The ${word} Wardrobe`,
  (word) => `Casa ${word}`,
  (word) => `${word} Threads`,
];

/** The most names there are. */
export const MAX_STORE_NAMES = WORDS.length * FORMS.length;

/** Shop names, all different; two shops share a word only when the words run out. */
export function storeNames(count: number, draws: RandomStream): string[] {
  if (count > MAX_STORE_NAMES) throw new RangeError(`there are ${MAX_STORE_NAMES} names, not ${count}`);
  const firstForms = WORDS.map(() => draws.below(FORMS.length));
  return Array.from({ length: count }, (_, index) => {
    const word = index % WORDS.length;
    const round = Math.floor(index / WORDS.length);
    return FORMS[(firstForms[word]! + round) % FORMS.length]!(WORDS[word]!);
  });
}
