import type { Edge, Point } from '../sketch/geometry.js';

/** The named places of a sewn garment, where construction and details find their place. */
export interface Anatomy {
  /** half width of the body (or of both legs) at a height */
  readonly widthAt: (y: number) => number;
  /** the neckline from right to left through the centre front; null where there is none */
  readonly neck: Edge | null;
  /** heights of the upper and lower end of the centre front */
  readonly front: { readonly top: number; readonly bottom: number };
  readonly waistY: number;
  /** lower edges of body or legs, each from right to left */
  readonly hems: readonly Edge[];
  /** lower edges of the sleeves, from the outer to the inner end; right side only */
  readonly cuffs: readonly Edge[];
  /** the heights between which pleats and slits may lie */
  readonly drop: { readonly from: number; readonly to: number };
}

/** Where a sleeve is set in: the shoulder point, the underarm and the seam between them (right side). */
export interface Armhole {
  readonly shoulder: Point;
  readonly underarm: Point;
  readonly seam: Edge;
}
