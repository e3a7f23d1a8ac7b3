/**
 * Seeds of 32 bits, which every generator here tells apart. What derives several seeds from one, `4 * seed + part` say,
 * has a smaller range of its own.
 */
export const SEED_RANGE = { min: 0, max: 4_294_967_295 } as const;

/** Seeds that also fit in a signed integer of 32 bits, as columns and model servers have them. */
export const SIGNED_SEED_RANGE = { min: 0, max: 2_147_483_647 } as const;
