/** Worlds drawn of each scenario. */
export const WORLDS = 2_000;

/** Of the first scenario; each next one has the next seed. */
export const SEED = 20260101;
