import type { Sleeve } from '../../phrases.js';

/** Measures of a sleeve in cm: along its axis from the underarm, and across from its inner edge. */
export interface SleeveCut {
  /** degrees between the arm and the plumb line */
  readonly angle: number;
  readonly reach: number;
  /** [along, across] of the outer edge below the shoulder, and of the inner edge below the underarm */
  readonly outer: readonly (readonly [number, number])[];
  readonly inner: readonly (readonly [number, number])[];
  /** height of the band the cloth is gathered into; 0 where there is none */
  readonly bandHeight: number;
  /** depth of the waves of a wide opening */
  readonly wave: number;
}

const tube = (angle: number, reach: number, bicep: number, opening: number): SleeveCut => ({
  angle,
  reach,
  outer: [
    [0, bicep],
    [reach * 0.5, bicep + (opening - bicep) * 0.45],
    [reach, opening],
  ],
  inner: [[reach, 0]],
  bandHeight: 0,
  wave: 0,
});

/** How the sleeves are cut; a cap sleeve is no more than a wing on the armhole. */
export const SLEEVE_CUTS: Readonly<Record<Exclude<Sleeve, 'sleeveless' | 'cap sleeves'>, SleeveCut>> = {
  'short sleeves': tube(38, 7, 14.8, 15),
  'three-quarter sleeves': tube(24, 25, 12.4, 11),
  'long sleeves': tube(18, 42, 11.6, 8.6),
  'bell sleeves': {
    angle: 25,
    reach: 37,
    outer: [
      [0, 12],
      [14, 11],
      [25, 15],
      [36, 23],
    ],
    inner: [
      [14, 0.6],
      [25, -2.5],
      [35, -9],
    ],
    bandHeight: 0,
    wave: 1.5,
  },
  'puff sleeves': {
    angle: 40,
    reach: 8,
    outer: [
      [-9, 15.5],
      [-2.5, 20.5],
      [4.5, 20],
      [8, 15.2],
    ],
    inner: [
      [3.5, -3],
      [8, 0.6],
    ],
    bandHeight: 2.6,
    wave: 0,
  },
  'balloon sleeves': {
    angle: 24,
    reach: 38,
    outer: [
      [0, 14],
      [16, 18],
      [29, 20.5],
      [36, 16],
      [38, 10.6],
    ],
    inner: [
      [14, -3],
      [27, -6],
      [35, -3.6],
      [38, 1.6],
    ],
    bandHeight: 4.5,
    wave: 0,
  },
};
