/** Seeds of 32 bits, which every generator here tells apart. */
export const SEED_RANGE = { min: 0, max: 4_294_967_295 } as const;
