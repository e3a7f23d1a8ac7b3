import type { RandomStream } from '../../../random/index.js';
import type { Fit, Length } from '../../phrases.js';
import { bothSides, button, type Element, fold, ink, panel, seam, stitch } from '../../sketch/element.js';
import {
  at,
  type Edge,
  join,
  line,
  mirrored,
  part,
  reversed,
  spline,
  startOf,
  stations,
} from '../../sketch/geometry.js';
import { type Profile, sideEdge, widthAt } from '../../sketch/profile.js';

import { anatomyOf, BAND, type LowerBody, type LowerOrder, waistband, waistEdge } from './waist.js';

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

export function trousersOf(order: LowerOrder, random: RandomStream): LowerBody {
  const { fit, length, waistY, waist, category } = order;
  const cut = LEG_FITS[fit] ?? { hip: 24, knee: 10.4, hem: 9.4, fullness: 0 };
  const bottom = waistY + random.vary(LEG_LENGTHS[length] ?? 102, 0.02);
  const legs = legLines(cut, waist, waistY, bottom, random);
  const side = sideEdge(legs.outer, waistY, bottom - 0.8);
  const crotch = at(0, waistY + CROTCH);
  const inner = innerLeg(crotch, legs.inner, bottom);
  const hem = legHem(startOf(reversed(side)), startOf(reversed(inner)), cut.fullness);
  const front = line(crotch, at(0, waistY + 1.3));
  const top = waistEdge(waist, waistY);
  return {
    elements: [
      ...bothSides([
        panel(join(side, hem, reversed(inner), front, reversed(part(top, 0, 0.5)))),
        ...legDrape(legs, waistY, random),
        ...(cut.fullness > 0 ? legFlutes(hem, bottom, random) : []),
        ...[side, inner, hem].map((edge) => ink(edge, 'contour')),
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

interface LegLines {
  readonly outer: Profile;
  readonly inner: Profile;
  /** Height of the hem. */
  readonly bottom: number;
}

function legLines(
  cut: { hip: number; knee: number; hem: number },
  waist: number,
  waistY: number,
  bottom: number,
  random: RandomStream,
): LegLines {
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
function legDrape(legs: LegLines, waistY: number, random: RandomStream): Element[] {
  const creases = crotchCreases(legs.outer, waistY + CROTCH, random);
  return legs.bottom - waistY < 60 ? creases : [...creases, ...kneeCreases(legs, waistY, random)];
}

function crotchCreases(outer: Profile, crotchY: number, random: RandomStream): Element[] {
  const hip = widthAt(outer, crotchY);
  return [
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
}

function kneeCreases({ outer, inner, bottom }: LegLines, waistY: number, random: RandomStream): Element[] {
  const crotchY = waistY + CROTCH;
  const middle = (y: number) => (widthAt(outer, y) + Math.max(0, widthAt(inner, y))) / 2;
  const knee = waistY + KNEE + random.between(-1.5, 1.5);
  const low = Math.max(1, widthAt(inner, knee));
  return [
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
const legFlutes = (hem: Edge, bottom: number, random: RandomStream): Element[] =>
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
