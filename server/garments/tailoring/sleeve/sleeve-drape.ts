import type { RandomStream } from '../../../random/index.js';
import type { Sleeve } from '../../phrases.js';
import { type Element, fold, shade } from '../../sketch/element.js';
import {
  at,
  between,
  type Edge,
  endOf,
  join,
  type Point,
  reversed,
  spline,
  startOf,
} from '../../sketch/geometry.js';
import type { Armhole } from '../anatomy.js';
import type { SleeveCut } from './sleeve-cuts.js';

/** A sleeve laid on the page. */
export interface Limb {
  readonly cut: SleeveCut;
  readonly place: (along: number, across: number) => Point;
  readonly ease: number;
  readonly grain: number;
  readonly armhole: Armhole;
  readonly opening: Edge;
}

/** Folds: gathers of puffed cloth, flutes of a bell, and creases at elbow and underarm elsewhere. */
export function drapeOf(sleeve: Sleeve, limb: Limb, random: RandomStream): Element[] {
  if (sleeve === 'puff sleeves') return [...headGathers(limb, 5, random), ...cuffGathers(limb, 5, 5, random)];
  if (sleeve === 'balloon sleeves')
    return [...headGathers(limb, 3, random), ...cuffGathers(limb, 5, 15, random)];
  if (sleeve === 'bell sleeves') return flutes(limb, random);
  return creases(limb, random);
}

function headGathers({ armhole, place, ease }: Limb, count: number, random: RandomStream): Element[] {
  return Array.from({ length: count }, (_, i) => {
    const t = (i + 0.5) / count;
    const start = between(armhole.shoulder, armhole.underarm, 0.05 + t * 0.55);
    const end = place(-6 + t * 8, (13 + ease) * (1.2 - t * 0.5));
    return fold(
      spline(start, between(start, end, 0.4), between(start, end, random.between(0.55, 0.85))),
      0.6,
    );
  });
}

function cuffGathers(
  { cut, place, ease }: Limb,
  count: number,
  height: number,
  random: RandomStream,
): Element[] {
  const [, outer] = cut.outer.at(-1) as readonly [number, number];
  const [, inner] = cut.inner.at(-1) as readonly [number, number];
  return Array.from({ length: count }, (_, i) => {
    const t = (i + 0.6) / (count + 0.2);
    const across = inner + (outer + ease - inner) * t;
    const rise = height * random.between(0.5, 1);
    const spread = (t - 0.5) * rise * 0.5;
    return fold(
      spline(
        place(cut.reach, across),
        place(cut.reach - rise * 0.5, across + spread * 0.7),
        place(cut.reach - rise, across + spread),
      ),
      0.7,
    );
  });
}

function flutes({ cut, place, opening, ease }: Limb, random: RandomStream): Element[] {
  return [0.22, 0.5, 0.78].flatMap((t) => {
    const bottom = between(startOf(opening), endOf(opening), t);
    const top = place(cut.reach * random.between(0.42, 0.58), (1 - t) * (12 + ease));
    const middle = between(bottom, top, 0.45);
    const inward = place(cut.reach * 0.6, (1 - t) * 13.5 - 0.4);
    const spine = spline(bottom, between(middle, inward, 0.35), top);
    const innerEdge = spline(at(bottom.x - 3.4, bottom.y - 0.4), at(middle.x - 1.2, middle.y), top);
    return [shade(join(spine, reversed(innerEdge)), 0.14), fold(spine, 0.6)];
  });
}

function creases(limb: Limb, random: RandomStream): Element[] {
  const underarm = underarmCreases(limb, random);
  return limb.cut.reach < 20 ? underarm : [...underarm, ...elbowCreases(limb, random)];
}

const widthOf = ({ cut, ease }: Limb) => (cut.outer[0]?.[1] ?? 12) + ease;

function underarmCreases(limb: Limb, random: RandomStream): Element[] {
  const { place } = limb;
  const width = widthOf(limb);
  return [
    fold(
      spline(place(0.5, 0.8), place(0, width * 0.3), place(-2.2, width * random.between(0.42, 0.55))),
      0.7,
    ),
    fold(
      spline(place(2.8, 0.4), place(3, width * 0.22), place(1.6, width * random.between(0.34, 0.46))),
      0.6,
    ),
  ];
}

function elbowCreases(limb: Limb, random: RandomStream): Element[] {
  const { cut, place } = limb;
  const width = widthOf(limb);
  const elbow = cut.reach * random.between(0.46, 0.56);
  const inside = join(
    spline(place(3, 0.1), place(elbow, 0.1), place(cut.reach, 0.1)),
    spline(place(cut.reach, 2.4), place(elbow, 3.4), place(3, 2.2)),
  );
  return [
    shade(inside, 0.1),
    fold(spline(place(elbow, 0.2), place(elbow + 0.6, width * 0.3), place(elbow - 0.8, width * 0.52)), 0.65),
    fold(
      spline(place(elbow + 3.4, 0.2), place(elbow + 3.2, width * 0.2), place(elbow + 2, width * 0.36)),
      0.55,
    ),
    fold(
      spline(
        place(elbow + 6, width * 0.74),
        place(elbow + 5.4, width * 0.55),
        place(elbow + 6.6, width * 0.38),
      ),
      0.5,
    ),
  ];
}
