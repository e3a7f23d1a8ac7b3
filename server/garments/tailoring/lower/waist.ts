import type { Category, Fit, Length } from '../../phrases.js';
import { type Element, ink, panel, piece, stitch } from '../../sketch/element.js';
import { at, curve, type Edge, join, parallel, reversed, startOf, symmetric } from '../../sketch/geometry.js';
import { type Profile, widthAt } from '../../sketch/profile.js';
import type { Anatomy } from '../anatomy.js';

/** A skirt or a pair of trousers, from the waist down; heights count from `waistY`. */
export interface LowerBody {
  readonly elements: readonly Element[];
  readonly anatomy: Anatomy;
}

export interface LowerOrder {
  readonly category: Category;
  readonly fit: Fit;
  readonly length: Length;
  /** height of the waist: 0, or where a bodice ends */
  readonly waistY: number;
  /** half width of the waist */
  readonly waist: number;
}

/** Height of a waistband, cm. */
export const BAND = 4;

export const anatomyOf = (profile: Profile, waistY: number, bottom: number) => ({
  widthAt: (y: number) => widthAt(profile, y),
  neck: null,
  front: { top: waistY, bottom },
  waistY: waistY + BAND / 2,
  cuffs: [],
});

export const waistEdge = (waist: number, y: number) =>
  symmetric(curve(at(waist, y), at(waist * 0.6, y + 1.1), at(waist * 0.3, y + 1.3), at(0, y + 1.3)));

export function waistband(profile: Profile, waistY: number, top: Edge): Element[] {
  const low = waistEdge(widthAt(profile, waistY + BAND), waistY + BAND);
  const back = symmetric(
    curve(startOf(top), at(startOf(top).x * 0.6, waistY - 0.7), at(6, waistY - 0.9), at(0, waistY - 0.9)),
  );
  return [
    panel(join(top, reversed(back)), 'inside'),
    ink(back, 'piece'),
    ...piece(join(top, reversed(low)), 'fabric', 0),
    stitch(parallel(low, -0.8)),
    stitch(parallel(top, 0.8)),
  ];
}
