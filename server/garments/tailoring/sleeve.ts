import type { RandomStream } from '../../random/index.js';
import { type Element, fold, ink, panel, piece, seam, shade } from '../sketch/element.js';
import {
  add,
  at,
  between,
  curve,
  type Edge,
  endOf,
  join,
  type Point,
  parallel,
  reversed,
  scaled,
  spline,
  startOf,
} from '../sketch/geometry.js';
import type { Sleeve } from '../vocabulary.js';
import type { Armhole } from './anatomy.js';
import { SLEEVE_CUTS, type SleeveCut } from './sleeve-cuts.js';

/** A right sleeve, to be drawn before the body and mirrored. */
export interface SetInSleeve {
  readonly elements: readonly Element[];
  /** lower edge from the outer to the inner end */
  readonly cuff: Edge;
}

/** A sleeve set into an armhole; null for garments without. `ease` is cm of width beyond the plain cut. */
export function setInSleeve(
  sleeve: Sleeve,
  armhole: Armhole,
  ease: number,
  random: RandomStream,
): SetInSleeve | null {
  if (sleeve === 'sleeveless') return null;
  if (sleeve === 'cap sleeves') return capSleeve(armhole, random);

  const cut = SLEEVE_CUTS[sleeve];
  const angle = cut.angle + random.between(-2.5, 2.5);
  const place = placer(armhole.underarm, angle, random.vary(1, 0.04));
  const outer = spline(armhole.shoulder, ...cut.outer.map(([along, across]) => place(along, across + ease)));
  const inner = spline(armhole.underarm, ...cut.inner.map(([along, across]) => place(along, across)));
  const opening = openingOf(endOf(outer), endOf(inner), cut.wave);
  const outline = join(outer, opening, reversed(inner), reversed(armhole.seam));
  const limb: Limb = { cut, place, ease, grain: -angle, armhole, opening };
  return {
    elements: [
      panel(outline, 'fabric', -angle),
      ...drapeOf(sleeve, limb, random),
      ink(join(outer, opening, reversed(inner)), 'contour'),
      ...gatheredBand(limb),
    ],
    cuff: cut.bandHeight > 0 ? bandEdge(limb, cut.bandHeight) : opening,
  };
}

interface Limb {
  readonly cut: SleeveCut;
  readonly place: (along: number, across: number) => Point;
  readonly ease: number;
  readonly grain: number;
  readonly armhole: Armhole;
  readonly opening: Edge;
}

/** From sleeve measures to the page. */
function placer(underarm: Point, angle: number, stretch: number) {
  const radians = (angle * Math.PI) / 180;
  const axis = at(Math.sin(radians), Math.cos(radians));
  const across = at(axis.y, -axis.x);
  return (along: number, width: number) =>
    add(underarm, add(scaled(axis, along * stretch), scaled(across, width)));
}

function openingOf(outer: Point, inner: Point, wave: number): Edge {
  const step = at((inner.x - outer.x) / 6, (inner.y - outer.y) / 6);
  const down = at(-step.y / Math.hypot(step.x, step.y), step.x / Math.hypot(step.x, step.y));
  const places = [0, 1, 2, 3, 4, 5, 6].map((i) => {
    const swing =
      wave === 0
        ? -0.5 * Math.sin((Math.PI * i) / 6)
        : -wave * (Math.sin((Math.PI * i) / 6) + 0.8 * Math.sin(Math.PI * i * 0.75));
    return add(add(outer, scaled(step, i)), scaled(down, i === 0 || i === 6 ? 0 : swing));
  });
  return spline(...places);
}

function bandEdge({ cut, place, ease }: Limb, below: number): Edge {
  const [, outer] = cut.outer.at(-1) as readonly [number, number];
  const [, inner] = cut.inner.at(-1) as readonly [number, number];
  return spline(
    place(cut.reach + below, outer + ease - 0.5),
    place(cut.reach + below + 0.4, (outer + inner + ease) / 2),
    place(cut.reach + below, inner + 0.5),
  );
}

function gatheredBand(limb: Limb): Element[] {
  const { cut, grain } = limb;
  if (cut.bandHeight === 0) return [];
  const top = bandEdge(limb, -0.2);
  return piece(join(top, reversed(bandEdge(limb, cut.bandHeight))), 'fabric', grain);
}

/** Folds: gathers of puffed cloth, flutes of a bell, and creases at elbow and underarm elsewhere. */
function drapeOf(sleeve: Sleeve, limb: Limb, random: RandomStream): Element[] {
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
    const beside = spline(at(bottom.x - 3.4, bottom.y - 0.4), at(middle.x - 1.2, middle.y), top);
    return [shade(join(spine, reversed(beside)), 0.14), fold(spine, 0.6)];
  });
}

function creases({ cut, place, ease }: Limb, random: RandomStream): Element[] {
  const width = (cut.outer[0]?.[1] ?? 12) + ease;
  const underarm = [
    fold(
      spline(place(0.5, 0.8), place(0, width * 0.3), place(-2.2, width * random.between(0.42, 0.55))),
      0.7,
    ),
    fold(
      spline(place(2.8, 0.4), place(3, width * 0.22), place(1.6, width * random.between(0.34, 0.46))),
      0.6,
    ),
  ];
  if (cut.reach < 20) return underarm;

  const elbow = cut.reach * random.between(0.46, 0.56);
  const inside = join(
    spline(place(3, 0.1), place(elbow, 0.1), place(cut.reach, 0.1)),
    spline(place(cut.reach, 2.4), place(elbow, 3.4), place(3, 2.2)),
  );
  return [
    ...underarm,
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

/** A small wing over the shoulder whose lower edge runs back into the armhole. */
function capSleeve({ shoulder, underarm, seam: armhole }: Armhole, random: RandomStream): SetInSleeve {
  const reach = random.vary(8, 0.06);
  const tip = at(shoulder.x + reach, shoulder.y + 8.5);
  const upper = curve(
    shoulder,
    at(shoulder.x + reach * 0.5, shoulder.y + 0.8),
    at(tip.x - 1.2, tip.y - 4),
    tip,
  );
  const foot = between(shoulder, underarm, 0.62);
  const lower = curve(
    tip,
    at(tip.x - 3, tip.y + 0.6),
    at(foot.x + 2, foot.y - 0.6),
    at(foot.x - 1.5, foot.y),
  );
  return {
    elements: [
      panel(join(upper, lower, reversed(armhole)), 'fabric', -38),
      fold(
        spline(
          at(shoulder.x - 0.5, shoulder.y + 4),
          at(shoulder.x + 2, shoulder.y + 6),
          at(shoulder.x + 4.5, shoulder.y + 9),
        ),
        0.5,
      ),
      ink(join(upper, lower), 'contour'),
      seam(parallel(lower, -1.2)),
    ],
    cuff: lower,
  };
}
