import type { RandomStream } from '../../../random/index.js';
import type { GarmentDescription } from '../../garment-description.js';
import { bothSides, type Element, fold, seam } from '../../sketch/element.js';
import { at, line, spline } from '../../sketch/geometry.js';
import type { Anatomy } from '../anatomy.js';
import { crossSeam } from '../upper/torso.js';
import { princessSeam } from './stitching.js';

/** Seams that give a dress its shape: waist and darts, princess lines, or none where it hangs loose. */
export function dressSeams({ fit }: GarmentDescription, anatomy: Anatomy, random: RandomStream): Element[] {
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
