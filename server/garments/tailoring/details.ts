import type { RandomStream } from '../../random/index.js';
import type { GarmentDescription } from '../garment-description.js';
import {
  bothSides,
  type Element,
  fold,
  ink,
  panel,
  piece,
  seam,
  shade,
  shape,
  stitch,
} from '../sketch/element.js';
import {
  add,
  at,
  curve,
  type Edge,
  join,
  line,
  type Point,
  parallel,
  reversed,
  scaled,
  spline,
  symmetric,
} from '../sketch/geometry.js';
import { buttonRow, circle, laceAlong, patchPocket, placket, ruffleAlong } from '../sketch/trims.js';
import type { Detail } from '../vocabulary.js';
import type { Anatomy } from './anatomy.js';

type Trimming = (anatomy: Anatomy, garment: GarmentDescription, random: RandomStream) => Element[];

/** What the detail phrases add over the finished garment, in painter's order. */
export function detailsOf(garment: GarmentDescription, anatomy: Anatomy, random: RandomStream): Element[] {
  return ORDER.filter((detail) => garment.details.includes(detail)).flatMap((detail) =>
    TRIMMINGS[detail](anatomy, garment, random),
  );
}

/** From the cloth outwards. */
const ORDER: readonly Detail[] = [
  'sequins',
  'pleats',
  'side slit',
  'ruffle hem',
  'lace trim',
  'embroidery',
  'pockets',
  'buttons',
  'zip',
  'belt',
  'bow',
];

const TRIMMINGS: Readonly<Record<Detail, Trimming>> = {
  sequins: () => [],
  pleats,
  'side slit': sideSlit,
  'ruffle hem': ({ hems }) => hems.flatMap((hem) => ruffleAlong(hem, 8)),
  'lace trim': ({ hems, cuffs, neck }, { neckline }) => [
    ...hems.flatMap((hem) => laceAlong(parallel(hem, -1), 5)),
    ...bothSides(cuffs.flatMap((cuff) => laceAlong(parallel(cuff, -0.6), 3.6))),
    ...(neck && neckline !== 'off-shoulder' && !neckline?.includes('collar') && neckline !== 'turtleneck'
      ? laceAlong(neck, 3.2)
      : []),
  ],
  embroidery,
  pockets,
  buttons: ({ front }) => [
    ...placket(front.top, front.bottom - 0.5, 2.6),
    ...buttonRow(0, front.top + 3, front.bottom - 4, 8, 1.6),
  ],
  zip,
  belt,
  bow,
};

function pleats({ widthAt, drop: { from, to }, hems }: Anatomy, garment: GarmentDescription): Element[] {
  const isLeg = hems.length > 1;
  const bottom = isLeg ? to : to - 1.6;
  const count = isLeg ? 3 : 5;
  const lines = Array.from({ length: count }, (_, i) => (i + 0.5) / count);
  const reach = garment.category === 'skirt' || to - from > 30 ? 0.97 : 0.8;
  return bothSides(
    lines.flatMap((t) => {
      const top = at(widthAt(from) * t * reach, from + 0.6);
      const foot = at(widthAt(bottom) * t * 0.99, bottom - widthAt(bottom) * 0.09 * t * t);
      const middle = at(widthAt((from + bottom) / 2) * t * reach, (from + bottom) / 2);
      const edge = spline(top, middle, foot);
      const width = (widthAt(bottom) / count) * 0.5;
      return [
        shade(
          join(
            edge,
            reversed(spline(top, at(middle.x - width * 0.7, middle.y), at(foot.x - width, foot.y + 0.3))),
          ),
          0.24,
        ),
        seam(edge),
      ];
    }),
  );
}

/** An opening in the lower front, left of the wearer, that shows the dark inside. */
function sideSlit({ widthAt, drop: { from, to }, waistY }: Anatomy): Element[] {
  const tall = Math.min((to - from) * 0.62, 52);
  const top = at(widthAt(to - tall) * 0.5, Math.max(waistY, to - tall));
  const foot = widthAt(to);
  const inner = spline(top, at(foot * 0.42, to - tall * 0.4), at(foot * 0.34, to - 0.8));
  const outer = spline(top, at(foot * 0.58, to - tall * 0.36), at(foot * 0.74, to - 3));
  return [
    panel(join(inner, line(at(foot * 0.5, to - 1.5)), reversed(outer)), 'inside'),
    ink(inner, 'piece'),
    ink(outer, 'piece'),
    stitch(parallel(inner, 1)),
    stitch(parallel(outer, -1)),
  ];
}

/** Sprigs at both sides of the chest, or above the hem where the garment begins at the waist. */
function embroidery(
  { widthAt, neck, front, drop, hems }: Anatomy,
  _: GarmentDescription,
  random: RandomStream,
): Element[] {
  const worn = neck !== null;
  const y = worn
    ? Math.max(front.top, 17) + 7
    : drop.from + (drop.to - drop.from) * (hems.length > 1 ? 0.55 : 0.78);
  const x = widthAt(y) * (hems.length > 1 && !worn ? 0.55 : 0.46);
  const size = random.between(1.15, 1.35);
  const place = (dx: number, dy: number) => add(at(x, y), scaled(at(dx, dy), size));
  const stem = spline(place(-6, 7), place(-2.4, 3.4), place(1, -1), place(5.4, -6));
  const leaves = [place(-4, 5.2), place(-1.2, 2), place(3.6, -3.4)].flatMap((at_, i) =>
    leaf(at_, i % 2 === 0 ? 1 : -1),
  );
  return bothSides([
    ink(stem, 'piece'),
    ...leaves,
    ...blossom(place(0.4, -0.6), 2.9, 'pop'),
    ...blossom(place(5.2, -6.4), 2.1, 'accent'),
    ...blossom(place(-5.6, 6.8), 2.1, 'accent'),
  ]);
}

function blossom(centre: Point, radius: number, cloth: 'pop' | 'accent'): Element[] {
  const petals = [0, 1, 2, 3, 4].map((i) => {
    const angle = (i / 5) * 2 * Math.PI - Math.PI / 2;
    return shape(
      circle(
        add(centre, at(Math.cos(angle) * radius * 0.55, Math.sin(angle) * radius * 0.55)),
        radius * 0.44,
      ),
      cloth,
    );
  });
  return [...petals, shape(circle(centre, radius * 0.3), 'metal')];
}

const leaf = (foot: Point, side: 1 | -1): Element[] => [
  shape(
    spline(
      foot,
      add(foot, at(side * 1.6, -1.5)),
      add(foot, at(side * 3, -0.6)),
      add(foot, at(side * 1.8, 0.4)),
      foot,
    ),
    'rib',
  ),
];

function pockets({ widthAt, waistY, front, neck, hems }: Anatomy): Element[] {
  const worn = neck !== null;
  const onLegs = hems.length > 1;
  const y = onLegs && !worn ? front.top + 24 : Math.min(waistY + 12, front.bottom - 20);
  const width = onLegs && !worn ? 10.5 : 13;
  const x = onLegs && !worn ? widthAt(y) - 7.4 : Math.max(8, widthAt(y) * 0.56);
  return bothSides(patchPocket(at(x, y), width, onLegs && !worn ? 12 : 15));
}

function zip({ front }: Anatomy): Element[] {
  const { top, bottom } = front;
  const teeth = Array.from({ length: Math.floor((bottom - top - 2) / 1.5) }, (_, i) =>
    ink(
      line(at(i % 2 === 0 ? -1 : 0, top + 1.2 + i * 1.5), at(i % 2 === 0 ? 0 : 1, top + 1.2 + i * 1.5)),
      'piece',
    ),
  );
  const tape = line(at(1.9, top + 0.2), at(1.9, bottom - 0.4), at(-1.9, bottom - 0.4), at(-1.9, top + 0.2));
  return [
    ...piece(tape, 'metal'),
    ...teeth,
    ...bothSides([stitch(line(at(2.9, top + 0.4), at(2.9, bottom - 0.8)))]),
    shape(
      spline(
        at(0, top + 1),
        at(1.3, top + 2.6),
        at(0.9, top + 7),
        at(-0.9, top + 7),
        at(-1.3, top + 2.6),
        at(0, top + 1),
      ),
      'dark',
    ),
  ];
}

function belt({ widthAt, waistY }: Anatomy): Element[] {
  const half = 2.3;
  const edge = (y: number) => {
    const w = widthAt(y) + 0.3;
    return symmetric(curve(at(w, y - 0.8), at(w * 0.6, y), at(5, y), at(0, y)));
  };
  const frame = (w: number, h: number): Edge =>
    line(at(w, waistY - h), at(w, waistY + h), at(-w, waistY + h), at(-w, waistY - h), at(w, waistY - h));
  return [
    shade(join(edge(waistY + half), reversed(edge(waistY + half + 1.6))), 0.26),
    ...piece(join(edge(waistY - half), reversed(edge(waistY + half))), 'leather'),
    shape(frame(3.1, 3.3), 'metal'),
    shape(frame(1.9, 2), 'leather'),
    ink(line(at(-3, waistY), at(1.2, waistY)), 'piece'),
  ];
}

/** A ribbon bow at the neck, or at the waist where the garment begins there. */
function bow({ neck, front, waistY }: Anatomy): Element[] {
  const y = neck ? front.top + 1.4 : waistY;
  const o = (dx: number, dy: number) => at(dx, y + dy);
  const loop = spline(o(0.9, -0.8), o(5, -4.6), o(10.6, -4.8), o(11.4, 0), o(10.2, 4), o(5, 3), o(0.9, 0.9));
  const tail = join(
    spline(o(0.4, 0.6), o(3, 6), o(4.6, 14)),
    line(o(4.6, 14), o(6.6, 12.6), o(8.6, 13)),
    spline(o(8.6, 13), o(5.6, 5), o(1.4, 0.4)),
  );
  return [
    ...bothSides([
      ...piece(tail, 'pop'),
      fold(spline(o(1.4, 1.6), o(4, 6), o(6, 11)), 0.5),
      ...piece(loop, 'pop'),
      shade(spline(o(1, -0.4), o(5, -2), o(8.4, -1.4), o(8.6, 1.4), o(5, 1.2), o(1, 0.4)), 0.3),
      fold(spline(o(1.2, -0.6), o(4, -2.2), o(7, -2.8)), 0.5),
    ]),
    ...piece(
      spline(o(0, -1.9), o(1.8, -1.5), o(1.9, 1.4), o(0, 1.8), o(-1.9, 1.4), o(-1.8, -1.5), o(0, -1.9)),
      'pop',
    ),
  ];
}
