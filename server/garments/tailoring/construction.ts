import type { RandomStream } from '../../random/index.js';
import type { GarmentDescription } from '../garment-description.js';
import { bothSides, type Element, fold, ink, panel, piece, seam, shade, stitch } from '../sketch/element.js';
import { at, curve, join, line, parallel, part, reversed, spline, symmetric } from '../sketch/geometry.js';
import { buttonRow, patchPocket, placket, ribbedBand, twinStitch } from '../sketch/trims.js';
import type { Category } from '../vocabulary.js';
import type { Anatomy } from './anatomy.js';
import { hasOpenNeck, neckFinish, ribbedNeck } from './neck-finish.js';
import { crossSeam } from './torso.js';

/** What the maker of this kind of garment sews: bands, plackets, yokes, darts, pockets, hems. */
export function constructionOf(
  garment: GarmentDescription,
  anatomy: Anatomy,
  random: RandomStream,
): Element[] {
  return CONSTRUCTIONS[garment.category](garment, anatomy, random);
}

type Construction = (garment: GarmentDescription, anatomy: Anatomy, random: RandomStream) => Element[];

const CONSTRUCTIONS: Readonly<Record<Category, Construction>> = {
  't-shirt': (garment, anatomy) => [
    ...ribbedNeck(garment, anatomy, 2),
    ...anatomy.hems.flatMap((hem) => twinStitch(hem, -1.6)),
    ...bothSides(anatomy.cuffs.flatMap((cuff) => twinStitch(cuff, -1.5))),
  ],
  sweater: (garment, anatomy) => [
    ...ribbedNeck(garment, anatomy, 3),
    ...anatomy.hems.flatMap((hem) => ribbedBand(hem, -6)),
    ...bothSides(
      garment.sleeve === 'bell sleeves' || garment.sleeve === 'balloon sleeves'
        ? []
        : anatomy.cuffs.flatMap((cuff) => ribbedBand(cuff, -4.5, 1.3)),
    ),
  ],
  blouse,
  shirt,
  jacket,
  coat,
  dress: (garment, anatomy, random) => [
    ...neckFinish(garment, anatomy),
    ...dressSeams(garment, anatomy, random),
    ...stitchedHems(anatomy, 2),
  ],
  jumpsuit: (garment, anatomy) => [
    ...neckFinish(garment, anatomy),
    ...waistBelt(anatomy),
    ...stitchedHems(anatomy, 2),
  ],
  skirt: (_, anatomy) => stitchedHems(anatomy, 2.2),
  pants: (_, anatomy) => [...stitchedHems(anatomy, 2.2), ...slantPockets(anatomy)],
  shorts: (_, anatomy) => [...turnUps(anatomy), ...slantPockets(anatomy)],
};

const hasStraightSleeve = ({ sleeve }: GarmentDescription) =>
  sleeve === 'long sleeves' || sleeve === 'three-quarter sleeves' || sleeve === 'short sleeves';

const stitchedHems = (anatomy: Anatomy, depth: number): Element[] => [
  ...anatomy.hems.map((hem) => stitch(part(parallel(hem, -depth), 0.02, 0.98))),
  ...bothSides(anatomy.cuffs.map((cuff) => stitch(parallel(cuff, -1.4)))),
];

function blouse(garment: GarmentDescription, anatomy: Anatomy, random: RandomStream): Element[] {
  const { front, widthAt } = anatomy;
  const yokeY = Math.max(15, front.top + 2);
  const gathers = [0.24, 0.38, 0.52, 0.66].map((t) => {
    const x = widthAt(yokeY + 6) * t;
    return fold(
      spline(at(x, yokeY), at(x * 1.04, yokeY + 4), at(x * 1.06, yokeY + random.between(7, 12))),
      0.5,
    );
  });
  const hasYoke = garment.neckline !== 'off-shoulder' && front.top < 16;
  return [
    ...(hasYoke ? [crossSeam(widthAt(yokeY), yokeY, 0.6), ...bothSides(gathers)] : []),
    ...neckFinish(garment, anatomy),
    ...(hasYoke
      ? [
          ...placket(front.top, front.top + 20, 1.3),
          ...buttonRow(0, front.top + 3.4, front.top + 17, 4.6, 0.6),
        ]
      : []),
    ...stitchedHems(anatomy, 1.6),
  ];
}

function shirt(garment: GarmentDescription, anatomy: Anatomy): Element[] {
  const { front, widthAt } = anatomy;
  return [
    ...(hasOpenNeck(garment)
      ? [stitch(parallel(anatomy.neck ?? [], 1.6)), ink(parallel(anatomy.neck ?? [], 2.4), 'seam')]
      : []),
    ...bothSides([
      seam(spline(at(widthAt(10.5), 10.5), at(12, 9.8), at(8.8, 9))),
      stitch(spline(at(widthAt(11.5), 11.5), at(12, 10.8), at(8.9, 10))),
    ]),
    ...placket(front.top, front.bottom),
    ...buttonRow(0, front.top + 3.5, front.bottom - 6, 8.4, 0.8),
    ...patchPocket(at(widthAt(22) * 0.46, 19), 10, 11.5),
    ...stitchedHems(anatomy, 1.3),
    ...bothSides(hasStraightSleeve(garment) ? anatomy.cuffs.map((cuff) => seam(parallel(cuff, -5))) : []),
  ];
}

function jacket(garment: GarmentDescription, anatomy: Anatomy): Element[] {
  const { front, widthAt } = anatomy;
  const pocketY = Math.min(front.bottom - 16, 46);
  const zipped = garment.details.includes('zip');
  const flap = line(at(0, 0), at(12.5, 0), at(12.5, 4.2), at(11.5, 5), at(1, 5), at(0, 4.2)).map(({ x, y }) =>
    at(x + widthAt(pocketY) * 0.38, y + pocketY),
  );
  return [
    ...neckFinish(garment, anatomy),
    ...bothSides([
      ...princessSeam(anatomy),
      ...(garment.details.includes('pockets')
        ? []
        : [
            shade(
              flap.map(({ x, y }) => at(x, y + 1)),
              0.2,
            ),
            ...piece(flap),
            stitch(parallel(flap.slice(0, 4), -0.9)),
          ]),
    ]),
    ...openFront(front, 1.6),
    ...(zipped ? [] : buttonRow(0.2, Math.max(front.top + 3, 14), front.bottom - 12, 10, 1.15)),
    ...stitchedHems(anatomy, 2.2),
    ...bothSides(hasStraightSleeve(garment) ? cuffSeams(anatomy) : []),
  ];
}

function coat(garment: GarmentDescription, anatomy: Anatomy): Element[] {
  const { front, widthAt } = anatomy;
  const welt = line(
    at(widthAt(58) * 0.5, 56),
    at(widthAt(58) * 0.72, 52.5),
    at(widthAt(58) * 0.72 + 2.6, 66),
    at(widthAt(58) * 0.5 + 2.6, 69.5),
  );
  const start = Math.max(front.top + 3, 18);
  const rows = [...buttonRow(6.4, start, 62, 11.5, 1.35), ...buttonRow(-6.4, start, 62, 11.5, 1.35)];
  return [
    ...neckFinish(garment, anatomy),
    ...bothSides(
      garment.details.includes('pockets')
        ? []
        : [
            shade(
              welt.map(({ x, y }) => at(x + 0.6, y + 0.7)),
              0.2,
            ),
            ...piece(welt),
            stitch(parallel(welt, 0.8)),
          ],
    ),
    ...openFront(front, 9),
    ...(garment.details.includes('zip') ? [] : rows),
    ...stitchedHems(anatomy, 3),
    ...bothSides(hasStraightSleeve(garment) ? cuffSeams(anatomy) : []),
  ];
}

/** The edge of the overlapping front: through the centre at the top, `overlap` cm beside it below. */
function openFront({ top, bottom }: Anatomy['front'], overlap: number): Element[] {
  const edge = spline(
    at(0, top),
    at(-overlap * 0.8, top + 5),
    at(-overlap, top + 12),
    at(-overlap, bottom - 0.6),
  );
  return [
    shade(join(edge, line(at(-overlap - 1.3, bottom - 0.6), at(-overlap - 1.3, top + 12), at(0, top))), 0.2),
    ink(edge, 'piece'),
    stitch(edge.map(({ x, y }) => at(x + 1.1, y))),
  ];
}

function princessSeam({ widthAt, front, waistY }: Anatomy): Element[] {
  const bottom = front.bottom;
  return [
    seam(
      spline(
        at(widthAt(17), 17),
        at(widthAt(28) * 0.6, 26),
        at(widthAt(waistY) * 0.54, waistY),
        at(widthAt(bottom) * 0.58, bottom - 0.8),
      ),
    ),
  ];
}

const cuffSeams = ({ cuffs }: Anatomy): Element[] =>
  cuffs.flatMap((cuff) => [seam(parallel(cuff, -6)), stitch(parallel(cuff, -5.2))]);

/** Seams that give a dress its shape: waist and darts, princess lines, or none where it hangs loose. */
function dressSeams({ fit }: GarmentDescription, anatomy: Anatomy, random: RandomStream): Element[] {
  const { widthAt, waistY } = anatomy;
  const waist = widthAt(waistY);
  if (fit === 'a-line') return bothSides(princessSeam(anatomy));
  if (fit === 'oversized') {
    return bothSides([
      fold(spline(at(waist * 0.86, 34), at(waist * 0.8, 56), at(waist * 0.84, 76)), 0.9),
      fold(spline(at(waist * 0.4, 52), at(waist * 0.36, 68), at(waist * 0.42, 80)), 0.7),
    ]);
  }

  const dart = waist * 0.5;
  return [
    crossSeam(waist, waistY + 1),
    ...bothSides([
      seam(line(at(dart, waistY + 0.6), at(dart * 1.1, waistY - random.between(10, 12)))),
      ...(fit === 'fit and flare'
        ? waistGathers(waist, waistY, random)
        : [seam(line(at(dart, waistY + 0.6), at(dart * 1.14, waistY + 11)))]),
    ]),
  ];
}

const waistGathers = (waist: number, y: number, random: RandomStream): Element[] =>
  [0.12, 0.34, 0.56, 0.8].map((t) =>
    fold(
      spline(
        at(waist * t, y + 1),
        at(waist * t * 1.08, y + 5),
        at(waist * t * 1.25, y + random.between(8, 14)),
      ),
      0.5,
    ),
  );

function waistBelt({ widthAt, waistY }: Anatomy): Element[] {
  const edge = (y: number) =>
    symmetric(curve(at(widthAt(y), y - 0.8), at(widthAt(y) * 0.6, y), at(5, y), at(0, y)));
  const outline = join(edge(waistY - 2.2), reversed(edge(waistY + 2.2)));
  return [
    panel(outline),
    ink(edge(waistY - 2.2), 'seam'),
    ink(edge(waistY + 2.2), 'seam'),
    stitch(edge(waistY - 1.4)),
    stitch(edge(waistY + 1.4)),
  ];
}

const slantPockets = ({ widthAt, front }: Anatomy): Element[] => {
  const y = front.top + 4.6;
  const pocket = spline(
    at(widthAt(y) * 0.66, y),
    at(widthAt(y + 7) * 0.78, y + 8),
    at(widthAt(y + 14) - 0.2, y + 13.5),
  );
  return bothSides([seam(pocket), stitch(parallel(pocket, -0.9))]);
};

const turnUps = ({ hems }: Anatomy): Element[] =>
  hems.flatMap((hem) => [
    ink(parallel(hem, -4.2), 'seam'),
    shade(join(parallel(hem, -4.2), reversed(parallel(hem, -5.4))), 0.16),
    stitch(parallel(hem, -3.4)),
  ]);
