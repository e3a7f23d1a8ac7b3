import type { RandomStream } from '../../random/index.js';
import { type Element, fold, shade } from '../sketch/element.js';
import { at, between, type Edge, join, type Point, reversed, spline } from '../sketch/geometry.js';

/** A hem and the drape it causes above. */
export interface Hem {
  /** from right to left */
  readonly edge: Edge;
  /** right side only; to be mirrored */
  readonly drape: readonly Element[];
}

export interface HemShape {
  /** right end of the hem */
  readonly side: Point;
  /** height of the hem at the centre front, cm below the waist or shoulder */
  readonly centreY: number;
  /** how much fuller than the body the cloth is: 0 hangs flat, 1 falls in deep folds */
  readonly fullness: number;
  /** where the folds run out above */
  readonly from: { readonly y: number; readonly halfWidth: number };
}

/** The lower edge of a skirt or body: level and a little round, or in waves where the cloth is full. */
export function hemOf({ side, centreY, fullness, from }: HemShape, random: RandomStream): Hem {
  const count = 2 * Math.max(2, Math.round(2 + fullness * 1.6));
  const depth = fullness * 1.5;
  const half = Array.from({ length: count }, (_, i) => {
    const share = i === 0 ? 1 : 1 - (i + random.between(-0.22, 0.22)) / count;
    const wave = i === 0 ? 0 : Math.cos(Math.PI * i) * depth * random.between(0.6, 1.25);
    return at(side.x * share, side.y + (centreY - side.y) * (1 - share * share) + wave);
  });
  const middle = at(0, centreY + depth);
  const edge = spline(...half, middle, ...half.map(({ x, y }) => at(-x, y)).reverse());
  const crests = half.filter((_, i) => i % 2 === 1);
  return {
    edge,
    drape: fullness > 0.1 ? crests.flatMap((crest) => drapeAt(crest, from, side, fullness, random)) : [],
  };
}

/** A fold line rising from a crest of the hem towards the waist, with the shadow beside it. */
function drapeAt(
  crest: Point,
  from: HemShape['from'],
  side: Point,
  fullness: number,
  random: RandomStream,
): Element[] {
  const source = at((crest.x / side.x) * from.halfWidth, from.y);
  const top = between(crest, source, random.between(0.5, 0.85));
  const bend = between(crest, top, 0.5);
  const spine = spline(crest, at(bend.x - 0.4, bend.y), top);
  const width = 2.2 + 2.6 * fullness;
  const shadow = join(
    spine,
    reversed(spline(at(crest.x + width, crest.y + 1.2 * fullness), at(bend.x + width * 0.35, bend.y), top)),
  );
  return [shade(shadow, 0.12), fold(spine, 0.55)];
}
