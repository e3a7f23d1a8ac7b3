import type { RandomStream } from '../../../random/index.js';
import type { Sleeve } from '../../phrases.js';
import { type Element, fold, ink, panel, piece, seam } from '../../sketch/element.js';
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
} from '../../sketch/geometry.js';
import type { Armhole } from '../anatomy.js';
import { SLEEVE_CUTS } from './sleeve-cuts.js';
import { drapeOf, type Limb } from './sleeve-drape.js';

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

/** A small wing over the shoulder whose lower edge runs back into the armhole. */
function capSleeve({ shoulder, underarm, seam: armhole }: Armhole, random: RandomStream): SetInSleeve {
  const reach = random.vary(8, 0.06);
  const tip = at(shoulder.x + reach, shoulder.y + 8.5);
  const { upper, lower } = wing(shoulder, tip, between(shoulder, underarm, 0.62));
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

function wing(shoulder: Point, tip: Point, foot: Point) {
  const upper = curve(
    shoulder,
    at((shoulder.x + tip.x) / 2, shoulder.y + 0.8),
    at(tip.x - 1.2, tip.y - 4),
    tip,
  );
  const lower = curve(
    tip,
    at(tip.x - 3, tip.y + 0.6),
    at(foot.x + 2, foot.y - 0.6),
    at(foot.x - 1.5, foot.y),
  );
  return { upper, lower };
}
