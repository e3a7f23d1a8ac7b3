import type { NumberRule } from './number-text.js';

// What the server takes: `server/experiments/limits.ts` and `plan.input.ts`.
export const UNITS: NumberRule = { min: 0, max: 1e15, whole: true };
export const SOME_UNITS: NumberRule = { ...UNITS, min: 1 };
export const WEIGHT: NumberRule = { min: 0, max: 1e15 };
export const SUM: NumberRule = { min: -1e15, max: 1e15 };
export const SQUARES: NumberRule = { min: 0, max: 1e30 };
export const PRODUCTS: NumberRule = { min: -1e30, max: 1e30 };
export const CONFIDENCE: NumberRule = { min: 60, max: 99.99, percent: true };
export const POWER: NumberRule = { min: 1, max: 99.99, percent: true };
export const EFFECT: NumberRule = { min: -100, max: 100_000, percent: true };
/** A relative margin; beyond a thousandfold nothing is a margin. */
export const MARGIN: NumberRule = { min: 0, max: 100_000, aboveMin: true, percent: true };
