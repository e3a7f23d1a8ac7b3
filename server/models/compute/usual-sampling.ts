/** How pictures are drawn where nobody says: Stable Diffusion's usual guidance, in few steps. */
export const USUAL_SAMPLING = { steps: 20, guidance: 7.5 } as const;
