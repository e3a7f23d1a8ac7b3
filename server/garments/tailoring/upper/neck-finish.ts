import type { GarmentDescription } from '../../garment-description.js';
import { bothSides, type Element, fold, piece, shade, stitch } from '../../sketch/element.js';
import {
  at,
  curve,
  type Edge,
  join,
  line,
  parallel,
  reversed,
  spline,
  symmetric,
} from '../../sketch/geometry.js';
import { ribbedBand } from '../../sketch/trims.js';
import type { Anatomy } from '../anatomy.js';

const COLLARED = new Set(['turtleneck', 'shirt collar', 'peter pan collar', 'lapel collar', 'hood']);

export const hasOpenNeck = ({ neckline }: GarmentDescription) => neckline !== null && !COLLARED.has(neckline);

/** A knitted band around an open neck; bare shoulders get their flounce. */
export function ribbedNeck(garment: GarmentDescription, anatomy: Anatomy, depthCm: number): Element[] {
  if (!anatomy.neck || !hasOpenNeck(garment)) return [];
  if (garment.neckline === 'off-shoulder') return neckFinish(garment, anatomy);
  return ribbedBand(anatomy.neck, depthCm, 1.5);
}

/** A folded-down flounce for bare shoulders, a stitched facing for other open necks. */
export function neckFinish(garment: GarmentDescription, { neck, widthAt }: Anatomy): Element[] {
  if (!neck || !hasOpenNeck(garment)) return [];
  if (garment.neckline !== 'off-shoulder') return [stitch(parallel(neck, 1.3))];

  const [start] = neck as [Edge[number]];
  const wide = Math.max(start.x + 1.4, widthAt(24) + 2.4);
  const low = symmetric(
    curve(at(wide, start.y + 9), at(wide * 0.7, start.y + 13), at(9, start.y + 14), at(0, start.y + 14)),
  );
  const flounce = join(neck, line(at(-start.x, start.y), at(-wide, start.y + 9)), reversed(low));
  const creases = [0.18, 0.42, 0.66, 0.88].map((t) =>
    fold(
      spline(
        at(start.x * t, start.y + 4.6 - 3.6 * t ** 3),
        at(wide * t, start.y + 9 - 1.6 * t),
        at(wide * t * 1.02, start.y + 12.6 - 3 * t ** 2),
      ),
      0.5,
    ),
  );
  return [
    shade(
      low.map(({ x, y }) => at(x * 0.92, y + 1.4)),
      0.16,
    ),
    ...piece(flounce),
    ...bothSides(creases),
    stitch(parallel(neck, 1)),
  ];
}
