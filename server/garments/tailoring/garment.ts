import type { RandomStream } from '../../random/index.js';
import type { GarmentDescription } from '../garment-description.js';
import { garmentStream } from '../garment-stream.js';
import type { Fit, Neckline, Sleeve } from '../phrases.js';
import { bothSides, type Element } from '../sketch/element.js';
import type { Anatomy } from './anatomy.js';
import { skirtOf } from './lower/skirt.js';
import { trousersOf } from './lower/trousers.js';
import type { LowerBody } from './lower/waist.js';
import { constructionOf } from './sewing/construction.js';
import { detailsOf } from './sewing/details.js';
import { setInSleeve } from './sleeve/sleeve.js';
import { collarOf } from './upper/collar.js';
import { type Torso, torsoOf, WAIST_Y } from './upper/torso.js';

/** Everything on the drawing of a garment, in cm, in painter's order; the seed varies the proportions. */
export function tailored(garment: GarmentDescription, seed: number): Element[] {
  const { neckline, sleeve } = garment;
  const { before, after, anatomy } =
    neckline === null || sleeve === null
      ? fromTheWaist(garment, seed)
      : fromTheShoulders({ ...garment, neckline, sleeve }, seed);
  return [
    ...before,
    ...constructionOf(garment, anatomy, garmentStream(seed, 'construction')),
    ...after,
    ...detailsOf(garment, anatomy, garmentStream(seed, 'details')),
  ];
}

interface Shell {
  readonly before: readonly Element[];
  /** drawn over the construction */
  readonly after: readonly Element[];
  readonly anatomy: Anatomy;
}

function fromTheWaist({ category, fit, length }: GarmentDescription, seed: number): Shell {
  const random = garmentStream(seed, 'body');
  const order = { category, fit, length, waistY: 0, waist: random.between(16.4, 17.8) };
  const { elements, anatomy } = category === 'skirt' ? skirtOf(order, random) : trousersOf(order, random);
  return { before: elements, after: [], anatomy };
}

type Worn = GarmentDescription & { readonly neckline: Neckline; readonly sleeve: Sleeve };

const SLEEVE_EASE: Readonly<Partial<Record<Fit, number>>> = { 'slim fit': -1.6, oversized: 4 };

function fromTheShoulders(garment: Worn, seed: number): Shell {
  const random = garmentStream(seed, 'body');
  const torso = torsoOf(garment, random, garment.category === 'jumpsuit' ? WAIST_Y : undefined);
  const sleeve = setInSleeve(
    garment.sleeve,
    torso.armhole,
    SLEEVE_EASE[garment.fit] ?? 0,
    garmentStream(seed, 'sleeve'),
  );
  const legs = garment.category === 'jumpsuit' ? legsBelow(garment, torso, random) : null;
  return {
    before: [
      ...torso.behind,
      ...bothSides(sleeve?.elements ?? []),
      ...(legs?.elements ?? []),
      ...torso.elements,
    ],
    after: collarOf(garment.neckline),
    anatomy: { ...(legs ? stacked(torso, legs) : torso.anatomy), cuffs: sleeve ? [sleeve.cuff] : [] },
  };
}

const legsBelow = ({ category, fit, length }: Worn, { anatomy }: Torso, random: RandomStream) =>
  trousersOf({ category, fit, length, waistY: WAIST_Y, waist: anatomy.widthAt(WAIST_Y) }, random);

/** The bodice above the waist and the legs below it as one garment. */
const stacked = ({ anatomy: above }: Torso, { anatomy: below }: LowerBody): Anatomy => ({
  ...above,
  widthAt: (y) => (y < WAIST_Y ? above : below).widthAt(y),
  front: { top: above.front.top, bottom: below.drop.to },
  hems: below.hems,
  drop: below.drop,
});
