import { z } from 'zod';
import { wholeWithin } from '../../platform/limits/checks.js'; // in threads too
import { SEED_RANGE } from '../../random/index.js';

export const count = z.int().min(1);
export const seed = wholeWithin(SEED_RANGE);
export const fraction = z.number().min(0).max(1);

/** A regular expression over the names of weights. */
export const pattern = z.string().refine(isPattern, 'must be a regular expression over the names of weights');

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
