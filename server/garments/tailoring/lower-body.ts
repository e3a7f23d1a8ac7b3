import type { Random } from '../random.js';
import {
  bothSides,
  button,
  type Element,
  fold,
  ink,
  panel,
  piece,
  seam,
  shade,
  stitch,
} from '../sketch/element.js';
import {
  at,
  curve,
  type Edge,
  join,
  line,
  mirrored,
  parallel,
  part,
  reversed,
  spline,
  startOf,
  stations,
  symmetric,
} from '../sketch/geometry.js';
import type { Category, Fit, Length } from '../vocabulary.js';
import type { Anatomy } from './anatomy.js';
import { hemOf } from './hem.js';
import { type Profile, sideEdge, widthAt } from './profile.js';

/** A skirt or a pair of trousers, from the waist down; heights count from `waistY`. */
export interface LowerBody {
  readonly elements: readonly Element[];
  readonly anatomy: Anatomy;
}

export interface LowerOrder {
  readonly category: Category;
  readonly fit: Fit;
  readonly length: Length;
  /** height of the waist: 0, or where a bodice ends */
  readonly waistY: number;
  /** half width of the waist */
  readonly waist: number;
}

const BAND = 4;

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

/** The half width of one leg at knee and hem, and of both at the hip. */
const LEG_FITS: Readonly<Partial<Record<Fit, { hip: number; knee: number; hem: number; fullness: number }>>> =
  {
    'regular fit': { hip: 24, knee: 10.4, hem: 9.4, fullness: 0 },
    'slim fit': { hip: 21.8, knee: 7.8, hem: 5.9, fullness: 0 },
    'wide leg': { hip: 25.5, knee: 14.5, hem: 16.5, fullness: 0.25 },
    flared: { hip: 22.6, knee: 8.6, hem: 15, fullness: 0.35 },
  };

const LEG_LENGTHS: Readonly<Partial<Record<Length, number>>> = {
  mini: 37,
  'knee length': 54,
  cropped: 80,
  'full length': 102,
};

const CROTCH = 28;
const KNEE = 58;

export function skirtOf({ fit, length, waistY, waist }: LowerOrder, random: Random): LowerBody {
  const { hip, sweep, fullness } = SKIRT_FITS[fit] ?? { hip: 23.5, sweep: 0.08, fullness: 0 };
  const profile: Profile = [
    [waistY, waist],
    [waistY + 21, hip + random.between(-0.6, 0.6)],
    [waistY + 61, hip + 40 * (sweep + random.between(-0.012, 0.012))],
  ];
  const bottom = waistY + random.vary(SKIRT_LENGTHS[length] ?? 59, 0.02);
  const sideY = bottom - 0.8 - Math.max(0, widthAt(profile, bottom) - 24) * 0.16;
  const hem = hemOf(
    {
      side: at(widthAt(profile, sideY), sideY),
      centreY: bottom,
      fullness,
      from: { y: waistY + BAND, halfWidth: waist * 0.92 },
    },
    random,
  );
  const side = sideEdge(profile, waistY, sideY);
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

export function trousersOf({ fit, length, waistY, waist, category }: LowerOrder, random: Random): LowerBody {
  const cut = LEG_FITS[fit] ?? { hip: 24, knee: 10.4, hem: 9.4, fullness: 0 };
  const bottom = waistY + random.vary(LEG_LENGTHS[length] ?? 102, 0.02);
  const legs = legLines(cut, waist, waistY, bottom, random);
  const side = sideEdge(legs.outer, waistY, bottom - 0.8);
  const crotch = at(0, waistY + CROTCH);
  const inner = innerLeg(crotch, legs.inner, bottom);
  const hem = legHem(startOf(reversed(side)), startOf(reversed(inner)), cut.fullness);
  const right = join(side, hem, reversed(inner));
  const top = waistEdge(waist, waistY);
  return {
    elements: [
      ...bothSides([
        panel(join(right, line(crotch, at(0, waistY + 1.3)), reversed(part(top, 0, 0.5)))),
        ...legDrape(legs.outer, legs.inner, waistY, bottom, random),
        ...(cut.fullness > 0 ? legFlutes(hem, bottom, random) : []),
        ink(side, 'contour'),
        ink(inner, 'contour'),
        ink(hem, 'contour'),
      ]),
      ...fly(waistY),
      ...(category === 'jumpsuit' ? [] : waistband(legs.outer, waistY, top)),
    ],
    anatomy: {
      ...anatomyOf(legs.outer, waistY, bottom),
      hems: [hem, reversed(mirrored(hem))],
      drop: { from: waistY + BAND, to: waistY + Math.min(CROTCH - 4, bottom - waistY) },
    },
  };
}

const anatomyOf = (profile: Profile, waistY: number, bottom: number) => ({
  widthAt: (y: number) => widthAt(profile, y),
  neck: null,
  front: { top: waistY, bottom },
  waistY: waistY + BAND / 2,
  cuffs: [],
});

const waistEdge = (waist: number, y: number) =>
  symmetric(curve(at(waist, y), at(waist * 0.6, y + 1.1), at(waist * 0.3, y + 1.3), at(0, y + 1.3)));

function waistband(profile: Profile, waistY: number, top: Edge): Element[] {
  const low = waistEdge(widthAt(profile, waistY + BAND), waistY + BAND);
  const back = symmetric(
    curve(startOf(top), at(startOf(top).x * 0.6, waistY - 0.7), at(6, waistY - 0.9), at(0, waistY - 0.9)),
  );
  return [
    panel(join(top, reversed(back)), 'inside'),
    ink(back, 'piece'),
    ...piece(join(top, reversed(low)), 'fabric', 0),
    stitch(parallel(low, -0.8)),
    stitch(parallel(top, 0.8)),
  ];
}

function skirtDarts(waist: number, waistY: number, random: Random): Element[] {
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

function legLines(
  cut: { hip: number; knee: number; hem: number },
  waist: number,
  waistY: number,
  bottom: number,
  random: Random,
) {
  const spread = random.between(-0.4, 0.4);
  const axis = Math.max(11.5, cut.knee + 1.6, cut.hem + 1.2) + spread;
  const ankle = waistY + 102;
  const outer: Profile = [
    [waistY, waist],
    [waistY + 20, cut.hip + spread],
    [waistY + KNEE, axis + cut.knee],
    [ankle, axis + cut.hem + 0.8],
  ];
  const inner: Profile = [
    [waistY + CROTCH, 0],
    [waistY + KNEE, axis - cut.knee],
    [ankle, axis - cut.hem + 0.8],
  ];
  return { outer, inner, bottom };
}

function innerLeg(crotch: { x: number; y: number }, inner: Profile, bottom: number): Edge {
  const steps = [0.18, 0.4, 0.6, 0.8, 1];
  return spline(
    crotch,
    ...steps.map((t) => {
      const y = crotch.y + (bottom - crotch.y) * t;
      return at(Math.max(0.5, widthAt(inner, y)), y);
    }),
  );
}

function legHem(outer: { x: number; y: number }, inner: { x: number; y: number }, fullness: number): Edge {
  const places = [1, 0.75, 0.5, 0.25, 0].map((t, i) => {
    const y = outer.y + (inner.y - outer.y) * (1 - t);
    const wave = i % 4 === 0 ? 0 : 0.7 + fullness * 1.8 * (i % 2 === 0 ? -0.6 : 1);
    return at(inner.x + (outer.x - inner.x) * t, y + wave);
  });
  return spline(...places);
}

/** Creases from the crotch, at the knee, and the pressed line down the leg. */
function legDrape(outer: Profile, inner: Profile, waistY: number, bottom: number, random: Random): Element[] {
  const crotchY = waistY + CROTCH;
  const hip = widthAt(outer, crotchY);
  const middle = (y: number) => (widthAt(outer, y) + Math.max(0, widthAt(inner, y))) / 2;
  const elements = [
    fold(
      spline(
        at(0.8, crotchY - 1),
        at(hip * 0.3, crotchY - 3.4),
        at(hip * random.between(0.5, 0.62), crotchY - 7),
      ),
      0.65,
    ),
    fold(
      spline(
        at(1, crotchY + 1),
        at(hip * 0.28, crotchY + 0.4),
        at(hip * random.between(0.42, 0.52), crotchY - 1.4),
      ),
      0.6,
    ),
    fold(spline(at(hip - 0.4, crotchY - 6), at(hip * 0.86, crotchY - 6), at(hip * 0.68, crotchY - 8.6)), 0.5),
  ];
  if (bottom - waistY < 60) return elements;

  const knee = waistY + KNEE + random.between(-1.5, 1.5);
  const low = Math.max(1, widthAt(inner, knee));
  return [
    ...elements,
    ink(
      line(at(middle(crotchY + 4), crotchY + 4), at(middle(knee), knee), at(middle(bottom - 3), bottom - 3)),
      'hair',
    ),
    fold(spline(at(low + 0.3, knee), at(low + 3, knee + 0.8), at(low + 6.4, knee - 0.6)), 0.6),
    fold(spline(at(low + 0.3, knee + 4), at(low + 2.4, knee + 4), at(low + 4.6, knee + 2.8)), 0.5),
    fold(
      spline(
        at(widthAt(outer, knee - 3) - 0.3, knee - 3),
        at(middle(knee) + 4, knee - 2),
        at(middle(knee) + 2, knee - 3.4),
      ),
      0.5,
    ),
  ];
}

/** Folds that rise from the hem of a wide leg. */
const legFlutes = (hem: Edge, bottom: number, random: Random): Element[] =>
  stations(hem, 4)
    .slice(1, 4)
    .map(({ x, y }) => {
      const rise = Math.min(34, (bottom - y + 30) * random.between(0.5, 0.9));
      return fold(spline(at(x, y - 0.4), at(x - 0.4, y - rise * 0.5), at(x - 0.2, y - rise)), 0.7);
    });

function fly(waistY: number): Element[] {
  const top = waistY + BAND + 1;
  return [
    seam(line(at(0, waistY + 1.3), at(0, waistY + CROTCH))),
    stitch(spline(at(3.4, top), at(3.3, top + 11), at(2.4, top + 14.6), at(0, top + 16.6))),
    button(at(-1.2, waistY + 3.2), 0.9),
  ];
}
