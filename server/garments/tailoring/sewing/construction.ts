import type { RandomStream } from '../../../random/index.js';
import type { GarmentDescription } from '../../garment-description.js';
import type { Category } from '../../phrases.js';
import { bothSides, type Element, fold, ink, panel, seam, shade, stitch } from '../../sketch/element.js';
import { at, curve, join, parallel, reversed, spline, symmetric } from '../../sketch/geometry.js';
import { buttonRow, patchPocket, placket, ribbedBand, twinStitch } from '../../sketch/trims.js';
import type { Anatomy } from '../anatomy.js';
import { hasOpenNeck, neckFinish, ribbedNeck } from '../upper/neck-finish.js';
import { crossSeam } from '../upper/torso.js';
import { dressSeams } from './dress-seams.js';
import { coat, jacket } from './outerwear.js';
import { hasStraightSleeve, stitchedHems } from './stitching.js';

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
