import { JsonObject } from './json-object.js';

/** How pictures of a generator come out well. */
export interface Sampling {
  /** Denoising steps, 1 to 50. */
  readonly steps: number;
  /** Scale of classifier-free guidance, 1 to 20; 1 is none. */
  readonly guidance: number;
}

export const SAMPLING_LIMITS = { steps: { least: 1, most: 50 }, guidance: { least: 1, most: 20 } } as const;

/** Reads `sampling.json`. @throws {ModelError} naming what is missing or out of range */
export function samplingOf(value: unknown, origin: string): Sampling {
  const json = new JsonObject(value, origin);
  json.requireKnown(['steps', 'guidance']);
  const within = (key: keyof Sampling, number: number) => {
    const { least, most } = SAMPLING_LIMITS[key];
    return number >= least && number <= most ? number : json.refuse(key, `${least} to ${most}`);
  };
  return {
    steps: within('steps', json.count('steps')),
    guidance: within('guidance', json.number('guidance')),
  };
}
