import { readSampling, type Sampling, samplingOf } from '../../perfusion/index.js';

/** Default sampling of a model without its own: Stable Diffusion's usual guidance, in few steps. */
const USUAL_SAMPLING: Sampling = { steps: 20, guidance: 7.5 };

/** How images of a generator are drawn by default; null for one on another server that decides itself. */
export function usualSampling({
  config,
  endpoint,
}: {
  readonly config: Readonly<Record<string, unknown>>;
  readonly endpoint: object | null;
}): Sampling | null {
  if (config.sampling !== undefined) return samplingOf(config.sampling, 'The configuration of the version');
  return endpoint ? null : USUAL_SAMPLING;
}

/** How images of the generator in a folder are drawn by default. @throws {ModelError} */
export const usualSamplingIn = (folder: string): Sampling => readSampling(folder) ?? USUAL_SAMPLING;
