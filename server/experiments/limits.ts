import type { Range } from '../platform/index.js';

export const ARM_RANGE: Range = { min: 2, max: 20 };
/** One-sided confidence sequences need more than one half. */
export const CONFIDENCE_RANGE: Range = { min: 0.6, max: 0.9999 };
/** Of units, and of what is divided by. */
export const UNIT_RANGE: Range = { min: 0, max: 1e15 };
/** Of sums. */
export const SUM_RANGE: Range = { min: -1e15, max: 1e15 };
/** Of sums of squares and of products. */
export const SQUARES_RANGE: Range = { min: 0, max: 1e30 };
export const PRODUCT_RANGE: Range = { min: -1e30, max: 1e30 };
