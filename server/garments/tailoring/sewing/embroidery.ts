import type { RandomStream } from '../../../random/index.js';
import type { GarmentDescription } from '../../garment-description.js';
import { bothSides, type Element, ink, shape } from '../../sketch/element.js';
import { add, at, type Point, scaled, spline } from '../../sketch/geometry.js';
import { circle } from '../../sketch/trims.js';
import type { Anatomy } from '../anatomy.js';

/** Sprigs at both sides of the chest, or above the hem where the garment begins at the waist. */
export function embroidery(
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
