import type { GarmentDescription } from '../../garment-description.js';
import { bothSides, type Element, seam, stitch } from '../../sketch/element.js';
import { at, parallel, part, spline } from '../../sketch/geometry.js';
import type { Anatomy } from '../anatomy.js';

export const hasStraightSleeve = ({ sleeve }: GarmentDescription) =>
  sleeve === 'long sleeves' || sleeve === 'three-quarter sleeves' || sleeve === 'short sleeves';

export const stitchedHems = (anatomy: Anatomy, depth: number): Element[] => [
  ...anatomy.hems.map((hem) => stitch(part(parallel(hem, -depth), 0.02, 0.98))),
  ...bothSides(anatomy.cuffs.map((cuff) => stitch(parallel(cuff, -1.4)))),
];

/** The seam that shapes a front from the armhole to the hem. */
export function princessSeam({ widthAt, front, waistY }: Anatomy): Element[] {
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
