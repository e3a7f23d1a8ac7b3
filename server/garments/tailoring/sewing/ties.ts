import { bothSides, type Element, fold, ink, piece, shade, shape } from '../../sketch/element.js';
import { at, curve, type Edge, join, line, reversed, spline, symmetric } from '../../sketch/geometry.js';
import type { Anatomy } from '../anatomy.js';

/** A leather belt with its buckle. */
export function belt({ widthAt, waistY }: Anatomy): Element[] {
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
export function bow({ neck, front, waistY }: Anatomy): Element[] {
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
