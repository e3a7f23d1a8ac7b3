import {
  type Category,
  type Detail,
  type Fit,
  type Length,
  type Neckline,
  PHRASES,
  type Phrase,
  type Sleeve,
  type Slot,
} from './phrases.js';

/** What one kind of garment can be. The first phrase of a list is what it is when nothing is said. */
interface CategoryRange {
  readonly neckline: readonly Neckline[];
  readonly sleeve: readonly Sleeve[];
  readonly fit: readonly Fit[];
  readonly length: readonly Length[];
  readonly detail: readonly Detail[];
}

const OPEN_NECKLINES = [
  'round neck',
  'v-neck',
  'square neck',
  'sweetheart neck',
  'boat neck',
  'off-shoulder',
] as const satisfies readonly Neckline[];

/** Details of which a garment has one at most: they would lie on the same cloth. */
export const EXCLUSIVE_DETAILS: readonly (readonly Detail[])[] = [
  ['buttons', 'zip'],
  ['sequins', 'embroidery'],
  ['lace trim', 'ruffle hem', 'side slit'],
];

export const RANGES: Readonly<Record<Category, CategoryRange>> = {
  dress: {
    neckline: [...OPEN_NECKLINES, 'turtleneck', 'shirt collar', 'peter pan collar'],
    sleeve: PHRASES.sleeve,
    fit: ['regular fit', 'slim fit', 'oversized', 'a-line', 'fit and flare'],
    length: ['knee length', 'mini', 'midi', 'maxi'],
    detail: PHRASES.detail,
  },
  't-shirt': {
    neckline: ['round neck', 'v-neck', 'square neck', 'boat neck', 'off-shoulder'],
    sleeve: ['short sleeves', 'sleeveless', 'cap sleeves', 'three-quarter sleeves', 'long sleeves'],
    fit: ['regular fit', 'slim fit', 'oversized'],
    length: ['hip length', 'cropped', 'thigh length'],
    detail: ['sequins', 'embroidery', 'lace trim', 'ruffle hem', 'pockets', 'bow'],
  },
  blouse: {
    neckline: [...OPEN_NECKLINES, 'turtleneck', 'shirt collar', 'peter pan collar'],
    sleeve: ['long sleeves', ...PHRASES.sleeve.filter((sleeve) => sleeve !== 'long sleeves')],
    fit: ['regular fit', 'slim fit', 'oversized', 'a-line'],
    length: ['hip length', 'cropped', 'thigh length'],
    detail: PHRASES.detail.filter((detail) => detail !== 'zip'),
  },
  shirt: {
    neckline: ['shirt collar', 'round neck', 'v-neck'],
    sleeve: ['long sleeves', 'sleeveless', 'short sleeves', 'three-quarter sleeves', 'balloon sleeves'],
    fit: ['regular fit', 'slim fit', 'oversized'],
    length: ['hip length', 'cropped', 'thigh length'],
    detail: ['sequins', 'embroidery', 'lace trim', 'pleats', 'belt', 'pockets', 'bow'],
  },
  sweater: {
    neckline: ['round neck', 'v-neck', 'boat neck', 'off-shoulder', 'turtleneck', 'shirt collar', 'hood'],
    sleeve: [
      'long sleeves',
      'sleeveless',
      'short sleeves',
      'three-quarter sleeves',
      'bell sleeves',
      'balloon sleeves',
    ],
    fit: ['regular fit', 'slim fit', 'oversized'],
    length: ['hip length', 'cropped', 'thigh length'],
    detail: ['buttons', 'zip', 'sequins', 'embroidery', 'belt', 'pockets', 'bow'],
  },
  jacket: {
    neckline: ['lapel collar', 'shirt collar', 'round neck', 'hood'],
    sleeve: ['long sleeves', 'sleeveless', 'short sleeves', 'three-quarter sleeves', 'puff sleeves'],
    fit: ['regular fit', 'slim fit', 'oversized'],
    length: ['hip length', 'cropped', 'thigh length'],
    detail: ['zip', 'sequins', 'embroidery', 'belt', 'pockets', 'pleats'],
  },
  coat: {
    neckline: ['lapel collar', 'shirt collar', 'peter pan collar', 'round neck', 'hood'],
    sleeve: ['long sleeves', 'sleeveless', 'three-quarter sleeves', 'bell sleeves', 'puff sleeves'],
    fit: ['regular fit', 'slim fit', 'oversized', 'a-line'],
    length: ['knee length', 'thigh length', 'midi', 'maxi'],
    detail: ['zip', 'sequins', 'embroidery', 'belt', 'pockets', 'pleats'],
  },
  jumpsuit: {
    neckline: [...OPEN_NECKLINES, 'turtleneck', 'shirt collar'],
    sleeve: PHRASES.sleeve,
    fit: ['regular fit', 'slim fit', 'wide leg', 'flared'],
    length: ['full length', 'cropped', 'mini'],
    detail: ['buttons', 'zip', 'sequins', 'embroidery', 'lace trim', 'ruffle hem', 'belt', 'pockets', 'bow'],
  },
  skirt: {
    neckline: [],
    sleeve: [],
    fit: ['regular fit', 'slim fit', 'a-line', 'flared'],
    length: ['knee length', 'mini', 'midi', 'maxi'],
    detail: PHRASES.detail,
  },
  pants: {
    neckline: [],
    sleeve: [],
    fit: ['regular fit', 'slim fit', 'wide leg', 'flared'],
    length: ['full length', 'cropped'],
    detail: ['sequins', 'embroidery', 'lace trim', 'ruffle hem', 'pleats', 'belt', 'pockets', 'bow'],
  },
  shorts: {
    neckline: [],
    sleeve: [],
    fit: ['regular fit', 'slim fit', 'wide leg'],
    length: ['mini', 'knee length'],
    detail: ['sequins', 'embroidery', 'lace trim', 'ruffle hem', 'pleats', 'belt', 'pockets', 'bow'],
  },
};

/**
 * The phrases a garment of this category can be described with, slot by slot; empty where the
 * category has no such slot. All but `detail` take one phrase, the first being the default.
 *
 * @example
 * fittingPhrases('skirt').neckline; // []
 */
export function fittingPhrases(category: Category): { readonly [S in Slot]: readonly Phrase<S>[] } {
  return {
    category: [category],
    ...RANGES[category],
    colour: PHRASES.colour,
    pattern: PHRASES.pattern,
  };
}
