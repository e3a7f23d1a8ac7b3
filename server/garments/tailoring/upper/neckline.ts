import type { Neckline } from '../../phrases.js';
import { type Element, ink, panel, shape } from '../../sketch/element.js';
import {
  at,
  curve,
  type Edge,
  join,
  line,
  type Point,
  reversed,
  startOf,
  symmetric,
} from '../../sketch/geometry.js';

/** The opening for the head, right half: both edges run from the shoulder to the centre. */
export interface NeckCut {
  readonly front: Edge;
  readonly back: Edge;
}

interface NeckShape {
  readonly halfWidth: number;
  readonly depth: number;
  readonly edge: (start: Point, depth: number) => Edge;
}

const round = (start: Point, depth: number) =>
  curve(
    start,
    at(start.x - 0.2, start.y + (depth - start.y) * 0.62),
    at(start.x * 0.58, depth),
    at(0, depth),
  );

const pointed = (start: Point, depth: number) =>
  curve(start, at(start.x - 1.4, depth * 0.36), at(start.x * 0.24, depth * 0.84), at(0, depth));

const square = (start: Point, depth: number) =>
  join(
    line(start, at(start.x - 0.7, depth)),
    curve(at(start.x - 0.7, depth), at(6, depth + 0.5), at(3, depth + 0.6), at(0, depth + 0.6)),
  );

const heart = (start: Point, depth: number) => {
  const corner = at(start.x - 0.8, depth * 0.66);
  return join(line(start, corner), curve(corner, at(8, depth * 0.34), at(1.6, depth * 0.4), at(0, depth)));
};

const SHAPES: Readonly<Record<Exclude<Neckline, 'off-shoulder'>, NeckShape>> = {
  'round neck': { halfWidth: 8.4, depth: 9.5, edge: round },
  'v-neck': { halfWidth: 8, depth: 23, edge: pointed },
  'square neck': { halfWidth: 11, depth: 13.5, edge: square },
  'sweetheart neck': { halfWidth: 12, depth: 18, edge: heart },
  'boat neck': { halfWidth: 14.5, depth: 5, edge: round },
  turtleneck: { halfWidth: 7.4, depth: 4, edge: round },
  'shirt collar': { halfWidth: 7.2, depth: 8, edge: round },
  'peter pan collar': { halfWidth: 7.6, depth: 8, edge: round },
  'lapel collar': { halfWidth: 7.2, depth: 31, edge: pointed },
  hood: { halfWidth: 9, depth: 11, edge: round },
};

/** Half width of a neck; the shoulder line starts to fall from here. */
const NECK = 7;

/** The cut of a neckline on a body whose shoulder ends at `shoulder`. */
export function neckCut(neckline: Neckline, shoulder: Point): NeckCut {
  if (neckline === 'off-shoulder') return offShoulderCut(shoulder);

  const { halfWidth, depth, edge } = SHAPES[neckline];
  const start = at(halfWidth, ((halfWidth - NECK) / (shoulder.x - NECK)) * shoulder.y);
  const backDepth = start.y + 2.2;
  return {
    front: edge(start, depth),
    back: curve(start, at(start.x * 0.8, backDepth), at(start.x * 0.4, backDepth), at(0, backDepth)),
  };
}

function offShoulderCut(shoulder: Point): NeckCut {
  return {
    front: curve(
      shoulder,
      at(shoulder.x * 0.7, shoulder.y + 3.4),
      at(8, shoulder.y + 4.4),
      at(0, shoulder.y + 4.4),
    ),
    back: curve(
      shoulder,
      at(shoulder.x * 0.7, shoulder.y + 0.8),
      at(8, shoulder.y + 0.6),
      at(0, shoulder.y + 0.6),
    ),
  };
}

/** What is seen through the opening: the inside of the back with its neck tape and label. */
export function insideOfBack({ front, back }: NeckCut, grain = 0): Element[] {
  const opening = join(symmetric(back), reversed(symmetric(front)));
  const deepEnough = (front.at(-1) as Point).y - (back.at(-1) as Point).y > 4;
  const centre = (back.at(-1) as Point).y;
  const label = line(
    at(1.7, centre + 1),
    at(1.7, centre + 2.6),
    at(-1.7, centre + 2.6),
    at(-1.7, centre + 1),
  );
  return [
    panel(opening, 'inside', grain),
    ...(deepEnough && startOf(front).x < 13 ? [shape(label, 'lace')] : []),
    ink(symmetric(back), 'piece'),
  ];
}
