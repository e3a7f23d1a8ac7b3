import type { Category, Fit, Length } from '../../phrases.js';
import { at, type Point } from '../../sketch/geometry.js';

/** Half widths in cm, and below the hip the widening in cm per cm. */
export interface Block {
  readonly shoulder: Point;
  readonly underarmY: number;
  readonly bust: number;
  readonly waist: number;
  readonly hip: number;
  readonly sweep: number;
  readonly fullness: number;
}

const REGULAR: Block = {
  shoulder: at(19.3, 4.6),
  underarmY: 22,
  bust: 22.6,
  waist: 20.2,
  hip: 24,
  sweep: 0.05,
  fullness: 0,
};

export const BLOCKS: Readonly<Record<Fit, Block>> = {
  'regular fit': REGULAR,
  'slim fit': {
    shoulder: at(18.2, 4.4),
    underarmY: 20.5,
    bust: 20.2,
    waist: 15.8,
    hip: 20.8,
    sweep: -0.035,
    fullness: 0,
  },
  oversized: {
    shoulder: at(25.5, 6.8),
    underarmY: 27,
    bust: 30,
    waist: 30,
    hip: 30.5,
    sweep: 0.02,
    fullness: 0,
  },
  'a-line': {
    shoulder: at(18.8, 4.5),
    underarmY: 21.5,
    bust: 21.6,
    waist: 22.4,
    hip: 30.5,
    sweep: 0.24,
    fullness: 0.55,
  },
  'fit and flare': {
    shoulder: at(18.2, 4.4),
    underarmY: 20.8,
    bust: 20.6,
    waist: 15.6,
    hip: 29,
    sweep: 0.36,
    fullness: 1.1,
  },
  'wide leg': REGULAR,
  flared: REGULAR,
};

/** Height of the hem below the shoulder, cm. */
export const HEM_Y: Readonly<Record<Length, number>> = {
  cropped: 45,
  'hip length': 63,
  'thigh length': 81,
  mini: 85,
  'knee length': 102,
  midi: 120,
  maxi: 141,
  'full length': 62,
};

/** What outerwear and knitwear add to every half width. */
export const EASE: Readonly<Partial<Record<Category, number>>> = { coat: 2.2, jacket: 1.2, sweater: 0.8 };

/** How far the side of a hem lies above its middle. */
export const SIDE_LIFT: Readonly<Partial<Record<Category, number>>> = { shirt: 8, blouse: 3.5 };
