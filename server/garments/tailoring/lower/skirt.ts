import type { RandomStream } from '../../../random/index.js';
import type { Fit, Length } from '../../phrases.js';
import { bothSides, type Element, fold, ink, panel, seam, shade } from '../../sketch/element.js';
import { at, join, line, mirrored, reversed, spline, startOf } from '../../sketch/geometry.js';
import { type Profile, sideEdge, widthAt } from '../../sketch/profile.js';
import { type Hem, type HemShape, hemOf } from '../hem.js';

import { anatomyOf, BAND, type LowerBody, type LowerOrder, waistband, waistEdge } from './waist.js';

/** Half widths in cm: at the hip, and widening below it in cm per cm. */
const SKIRT_FITS: Readonly<Partial<Record<Fit, { hip: number; sweep: number; fullness: number }>>> = {
  'regular fit': { hip: 23.5, sweep: 0.08, fullness: 0 },
  'slim fit': { hip: 21.5, sweep: -0.07, fullness: 0 },
  'a-line': { hip: 26.5, sweep: 0.3, fullness: 0.5 },
  flared: { hip: 30, sweep: 0.46, fullness: 1.2 },
};

/** Height of a hem below the waist, cm. */
const SKIRT_LENGTHS: Readonly<Partial<Record<Length, number>>> = {
  mini: 41,
  'knee length': 59,
  midi: 77,
  maxi: 98,
};

export function skirtOf({ fit, length, waistY, waist }: LowerOrder, random: RandomStream): LowerBody {
  const { hip, sweep, fullness } = SKIRT_FITS[fit] ?? { hip: 23.5, sweep: 0.08, fullness: 0 };
  const profile = skirtProfile({ hip, sweep }, { waistY, waist }, random);
  const bottom = waistY + random.vary(SKIRT_LENGTHS[length] ?? 59, 0.02);
  const hem = skirtHem(
    profile,
    { bottom, fullness, from: { y: waistY + BAND, halfWidth: waist * 0.92 } },
    random,
  );
  const side = sideEdge(profile, waistY, startOf(hem.edge).y);
  const top = waistEdge(waist, waistY);
  return {
    elements: [
      panel(join(side, hem.edge, reversed(mirrored(side)), reversed(top))),
      ...bothSides([
        ...hem.drape,
        ...(fullness === 0 ? skirtDarts(waist, waistY, random) : []),
        ink(side, 'contour'),
      ]),
      ink(hem.edge, 'contour'),
      ...waistband(profile, waistY, top),
    ],
    anatomy: {
      ...anatomyOf(profile, waistY, bottom),
      hems: [hem.edge],
      drop: { from: waistY + BAND, to: bottom },
    },
  };
}

function skirtProfile(
  { hip, sweep }: { readonly hip: number; readonly sweep: number },
  { waistY, waist }: Pick<LowerOrder, 'waistY' | 'waist'>,
  random: RandomStream,
): Profile {
  return [
    [waistY, waist],
    [waistY + 21, hip + random.between(-0.6, 0.6)],
    [waistY + 61, hip + 40 * (sweep + random.between(-0.012, 0.012))],
  ];
}

/** Its sides lie above its middle, the more the wider it is. */
function skirtHem(
  profile: Profile,
  { bottom, ...hem }: Pick<HemShape, 'fullness' | 'from'> & { readonly bottom: number },
  random: RandomStream,
): Hem {
  const sideY = bottom - 0.8 - Math.max(0, widthAt(profile, bottom) - 24) * 0.16;
  return hemOf({ ...hem, side: at(widthAt(profile, sideY), sideY), centreY: bottom }, random);
}

function skirtDarts(waist: number, waistY: number, random: RandomStream): Element[] {
  const x = waist * 0.52;
  const drop = random.between(10, 13);
  return [
    seam(line(at(x, waistY + BAND), at(x * 1.12, waistY + BAND + drop))),
    fold(
      spline(at(waist * 1.1, waistY + 16), at(waist * 0.9, waistY + 18), at(waist * 0.62, waistY + 17)),
      0.5,
    ),
    shade(
      spline(
        at(waist * 1.2, waistY + 26),
        at(waist * 1.02, waistY + 44),
        at(waist * 0.86, waistY + 40),
        at(waist * 1.02, waistY + 24),
      ),
      0.08,
    ),
  ];
}
