import type { Neckline } from '../../phrases.js';
import {
  bothSides,
  type Element,
  fold,
  ink,
  panel,
  piece,
  seam,
  shade,
  stitch,
} from '../../sketch/element.js';
import {
  at,
  curve,
  join,
  line,
  mirrored,
  parallel,
  reversed,
  spline,
  symmetric,
} from '../../sketch/geometry.js';

/** The collar that belongs to a neckline, drawn over the body; nothing for an open neckline. */
export function collarOf(neckline: Neckline): Element[] {
  return COLLARS[neckline]?.() ?? [];
}

const COLLARS: Readonly<Partial<Record<Neckline, () => Element[]>>> = {
  turtleneck,
  'shirt collar': shirtCollar,
  'peter pan collar': peterPanCollar,
  'lapel collar': lapelCollar,
  hood,
};

function turtleneck(): Element[] {
  const foot = curve(at(8.2, 0.6), at(6.4, 4), at(3, 5), at(0, 5));
  const rim = curve(at(6.9, -9.6), at(5, -8.6), at(2.5, -8.2), at(0, -8.2));
  const crease = curve(at(7.9, -1.8), at(5.6, 0.8), at(2.6, 1.4), at(0, 1.4));
  const back = curve(at(6.9, -9.6), at(5, -10.6), at(2.5, -10.8), at(0, -10.8));
  const ribs = [0.8, 2.4, 4, 5.4, 6.6].map((x) => seamAt(x));
  return [
    panel(join(symmetric(back), reversed(symmetric(rim))), 'inside'),
    ink(symmetric(back), 'piece'),
    panel(join(symmetric(rim), line(at(-6.9, -9.6), at(-8.2, 0.6)), reversed(symmetric(foot))), 'rib'),
    ...bothSides(ribs),
    shade(join(symmetric(crease), reversed(symmetric(foot))), 0.16),
    ink(symmetric(crease), 'piece'),
    ink(symmetric(rim), 'piece'),
    ...bothSides([ink(line(at(6.9, -9.6), at(8, -1.4), at(8.2, 0.6)), 'contour')]),
    ink(symmetric(foot), 'piece'),
  ];
}

const seamAt = (x: number): Element =>
  ink(line(at(x * 0.98, -8.1 - (x / 6.9) ** 2 * 1.1), at(x * 1.1, 1 - (x / 6.9) ** 2 * 2)), 'hair');

function shirtCollar(): Element[] {
  const fallEdge = spline(at(6.2, -5), at(4.9, 0), at(0.5, 7.4));
  const outer = join(
    spline(at(6.2, -5), at(8.6, -2.2), at(10.4, 2.4)),
    spline(at(10.4, 2.4), at(9.4, 7.5), at(8.8, 12.6)),
    line(at(8.8, 12.6), at(0.5, 7.4)),
  );
  const rim = curve(at(6.2, -5), at(4.2, -6.4), at(2, -6.8), at(0, -6.8));
  const inside = join(symmetric(rim), mirrored(fallEdge), reversed(fallEdge));
  const stand = curve(at(5.4, -1.4), at(3.6, -2.6), at(1.6, -2.9), at(0, -2.9));
  return [
    panel(inside, 'inside'),
    seam(symmetric(stand)),
    ink(symmetric(rim), 'contour'),
    ...bothSides([
      shade(spline(at(9.6, 4), at(9.4, 13.6), at(1, 8.6), at(5, 7)), 0.22),
      ...piece(join(outer, reversed(fallEdge)), 'fabric', -30),
      stitch(parallel(join(spline(at(10, 3), at(9.2, 7.5), at(8.6, 12))), 0.9)),
      stitch(line(at(7.8, 11.2), at(1.6, 7.4))),
    ]),
  ];
}

function peterPanCollar(): Element[] {
  const neckEdge = curve(at(7.4, -0.5), at(7.4, 4.6), at(4.4, 8), at(0.3, 8));
  const outer = spline(
    at(7.4, -0.5),
    at(11.6, 0.8),
    at(14.6, 6),
    at(13, 12.4),
    at(7.6, 15),
    at(2.4, 12.8),
    at(0.3, 8),
  );
  return bothSides([
    shade(spline(at(9, 0), at(15.2, 6.4), at(13.6, 13.4), at(7.6, 16.2), at(1.8, 13.4), at(6, 8)), 0.2),
    ...piece(join(outer, reversed(neckEdge)), 'lace', -20),
    stitch(parallel(outer, -1)),
  ]);
}

function lapelCollar(): Element[] {
  const lapel = join(
    spline(at(0, 32), at(7.4, 24), at(13.6, 12.8)),
    line(at(13.6, 12.8), at(9, 10.6)),
    line(at(9, 10.6), at(5.2, 6)),
    spline(at(5.2, 6), at(4.2, 15), at(0, 32)),
  );
  const collar = join(
    spline(at(6.2, -4.8), at(9, -1), at(11.8, 3.4)),
    line(at(11.8, 3.4), at(12.6, 9), at(9, 10.6)),
    spline(at(9, 10.6), at(6.4, 4), at(5, -2.4), at(6.2, -4.8)),
  );
  const rim = curve(at(6.2, -4.8), at(4.2, -5.8), at(2, -6.2), at(0, -6.2));
  const band = curve(at(5.1, -1.6), at(3.4, -2.4), at(1.6, -2.7), at(0, -2.7));
  return [
    panel(
      join(symmetric(rim), reversed(symmetric(curve(at(5.4, 2), at(3, 2.6), at(1.5, 2.8), at(0, 2.8))))),
      'rib',
    ),
    seam(symmetric(band)),
    ink(symmetric(rim), 'contour'),
    ...bothSides([
      shade(spline(at(13.4, 10), at(14.6, 13.4), at(8.2, 25), at(0.6, 33), at(6, 16)), 0.2),
      ...piece(lapel, 'fabric', 24),
      ...piece(collar, 'fabric', -28),
      stitch(parallel(spline(at(1, 30.4), at(7.4, 23.6), at(13, 13.2)), 0.9)),
      fold(spline(at(5.6, 0), at(5, 9), at(2.6, 20)), 0.5),
    ]),
  ];
}

function hood(): Element[] {
  const dome = spline(at(10.6, 2.4), at(13.8, -5), at(12.6, -15), at(7, -21.4), at(0, -23.4));
  const opening = spline(at(0, 11.4), at(5.6, 7), at(8.4, -2), at(7.8, -10.6), at(4.6, -15.6), at(0, -17.4));
  const base = spline(at(0, 12.6), at(6, 8.8), at(10.6, 2.4));
  return [
    panel(join(symmetric(dome), reversed(symmetric(reversed(base)))), 'fabric'),
    panel(join(opening, reversed(mirrored(opening))), 'inside'),
    ...bothSides([
      shade(spline(at(8.6, -1), at(8, -11), at(4, -16.6), at(8, -18.6), at(12, -12), at(12.6, -4)), 0.1),
      ink(dome, 'contour'),
      ink(base, 'piece'),
      ink(opening, 'piece'),
      stitch(parallel(opening, 1.3)),
      fold(spline(at(10.8, -1), at(11, -7), at(9.8, -13)), 0.7),
      fold(spline(at(6, 7.4), at(8.4, 4.6), at(9.8, 0.4)), 0.6),
      ink(spline(at(2.4, 10.2), at(3.2, 15), at(2.6, 21)), 'piece'),
      ink(line(at(2.6, 21), at(2.5, 23)), 'contour'),
    ]),
    seam(line(at(0, -23.2), at(0, -17.6))),
  ];
}
