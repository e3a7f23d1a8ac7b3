import type { GarmentDescription } from '../../garment-description.js';
import { bothSides, type Element, ink, piece, seam, shade, stitch } from '../../sketch/element.js';
import { at, join, line, parallel, spline } from '../../sketch/geometry.js';
import { buttonRow } from '../../sketch/trims.js';
import type { Anatomy } from '../anatomy.js';
import { neckFinish } from '../upper/neck-finish.js';
import { hasStraightSleeve, princessSeam, stitchedHems } from './stitching.js';

export function jacket(garment: GarmentDescription, anatomy: Anatomy): Element[] {
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

export function coat(garment: GarmentDescription, anatomy: Anatomy): Element[] {
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

/** The edge of the overlapping front: through the centre at the top, `overlap` cm to its side below. */
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

const cuffSeams = ({ cuffs }: Anatomy): Element[] =>
  cuffs.flatMap((cuff) => [seam(parallel(cuff, -6)), stitch(parallel(cuff, -5.2))]);
