import type { RandomStream } from '../../../random/index.js';
import type { GarmentDescription } from '../../garment-description.js';
import type { Detail } from '../../phrases.js';
import {
  bothSides,
  type Element,
  ink,
  panel,
  piece,
  seam,
  shade,
  shape,
  stitch,
} from '../../sketch/element.js';
import { at, join, line, parallel, reversed, spline } from '../../sketch/geometry.js';
import { buttonRow, laceAlong, patchPocket, placket, ruffleAlong } from '../../sketch/trims.js';
import type { Anatomy } from '../anatomy.js';
import { embroidery } from './embroidery.js';
import { belt, bow } from './ties.js';

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
