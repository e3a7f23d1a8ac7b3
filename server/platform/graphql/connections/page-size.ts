import type { Range } from '../../../random/index.js';

export const DEFAULT_PAGE_SIZE = 20;
export const PAGE_SIZE_RANGE: Range = { min: 0, max: 200 };
