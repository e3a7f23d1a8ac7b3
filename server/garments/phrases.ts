/** The phrases of every slot. The order is the order of lists shown to people. */
export const PHRASES = {
  category: [
    'dress',
    't-shirt',
    'blouse',
    'shirt',
    'sweater',
    'jacket',
    'coat',
    'jumpsuit',
    'skirt',
    'pants',
    'shorts',
  ],
  neckline: [
    'round neck',
    'v-neck',
    'square neck',
    'sweetheart neck',
    'boat neck',
    'off-shoulder',
    'turtleneck',
    'shirt collar',
    'peter pan collar',
    'lapel collar',
    'hood',
  ],
  sleeve: [
    'sleeveless',
    'cap sleeves',
    'short sleeves',
    'three-quarter sleeves',
    'long sleeves',
    'bell sleeves',
    'puff sleeves',
    'balloon sleeves',
  ],
  fit: ['regular fit', 'slim fit', 'oversized', 'a-line', 'fit and flare', 'wide leg', 'flared'],
  length: ['cropped', 'hip length', 'thigh length', 'mini', 'knee length', 'midi', 'maxi', 'full length'],
  colour: [
    'ivory',
    'camel',
    'mustard yellow',
    'rust',
    'red',
    'burgundy',
    'blush pink',
    'fuchsia',
    'lavender',
    'navy',
    'cobalt blue',
    'sky blue',
    'sage green',
    'emerald green',
    'grey',
    'black',
  ],
  pattern: [
    'solid',
    'stripes',
    'pinstripes',
    'polka dots',
    'floral',
    'gingham',
    'plaid',
    'houndstooth',
    'colour block',
  ],
  detail: [
    'buttons',
    'zip',
    'sequins',
    'embroidery',
    'lace trim',
    'ruffle hem',
    'side slit',
    'pleats',
    'belt',
    'pockets',
    'bow',
  ],
} as const;

export type Slot = keyof typeof PHRASES;
export type Phrase<S extends Slot = Slot> = (typeof PHRASES)[S][number];
export type Category = Phrase<'category'>;
export type Neckline = Phrase<'neckline'>;
export type Sleeve = Phrase<'sleeve'>;
export type Fit = Phrase<'fit'>;
export type Length = Phrase<'length'>;
export type Colour = Phrase<'colour'>;
export type Pattern = Phrase<'pattern'>;
export type Detail = Phrase<'detail'>;
