import { at, type Edge, type Point, spline } from './geometry.js';

/** Half widths of a garment over its height, in cm: [y, half width], from the top down. */
export type Profile = readonly (readonly [number, number])[];

/**
 * The half width at a height: smooth between the given places, straight on beyond the last one.
 */
export function widthAt(profile: Profile, y: number): number {
  const next = profile.findIndex(([height]) => height >= y);
  const last = profile.length - 1;
  const i = next === -1 ? last : Math.max(1, next);
  const [y0, w0] = profile[i - 1] as readonly [number, number];
  const [y1, w1] = profile[i] as readonly [number, number];
  const t = (y - y0) / (y1 - y0);
  if (t > 1) return w1 + slopeAt(profile, last) * (y - y1);
  if (t < 0) return w0;
  return hermite(t, w0, w1, slopeAt(profile, i - 1) * (y1 - y0), slopeAt(profile, i) * (y1 - y0));
}

/** The right side seam between two heights. */
export function sideEdge(profile: Profile, from: number, to: number): Edge {
  const steps = 7;
  const points: Point[] = [];
  for (let i = 0; i <= steps; i++) {
    const y = from + ((to - from) * i) / steps;
    points.push(at(widthAt(profile, y), y));
  }
  return spline(...points);
}

/** Widening in cm per cm at one of the given places. */
function slopeAt(profile: Profile, i: number): number {
  const [y0, w0] = profile[Math.max(0, i - 1)] as readonly [number, number];
  const [y1, w1] = profile[Math.min(profile.length - 1, i + 1)] as readonly [number, number];
  return (w1 - w0) / (y1 - y0);
}

function hermite(t: number, from: number, to: number, leave: number, arrive: number): number {
  const [t2, t3] = [t * t, t * t * t];
  return (
    (2 * t3 - 3 * t2 + 1) * from + (t3 - 2 * t2 + t) * leave + (3 * t2 - 2 * t3) * to + (t3 - t2) * arrive
  );
}
