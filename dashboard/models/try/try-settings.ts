import type { GenerateCandidatesInput } from '../../generated/graphql.js';
import {
  CANDIDATE_RANGE,
  GUIDANCE_RANGE,
  type Range,
  SAMPLING_SEED_RANGE,
  SAMPLING_STEP_RANGE,
} from '../ranges.js';

/** What to draw and for whom, and the runs that drew it, as the address holds it. */
export interface TrySettings {
  /** One store, or two side by side. */
  readonly storeIds: readonly string[];
  readonly prompt: string;
  /** Images per store. */
  readonly count: number;
  /** Null: any. */
  readonly seed: number | null;
  /** Denoising steps an image; null: the model's own choice. */
  readonly steps: number | null;
  /** Guidance scale; null: the model's own choice. */
  readonly guidance: number | null;
  /** The generator; null: the one in production. */
  readonly versionId: string | null;
  /** Runs whose images are shown, one a store. */
  readonly runIds: readonly string[];
}

/** What the fields of the form show and change. */
export interface TrySettingsProps {
  readonly settings: TrySettings;
  readonly onChange: (changes: Partial<TrySettings>) => void;
}

const MAX_STORES = 2;
const COUNT = 5;

function numberIn(text: string | null, { min, max }: Range): number | null {
  if (text === null || text.trim() === '') return null;
  const number = Number(text);
  return number >= min && number <= max ? number : null;
}

const wholeIn = (...range: Parameters<typeof numberIn>): number | null => {
  const number = numberIn(...range);
  return Number.isInteger(number) ? number : null;
};

/** Reads an address. Whatever is not understood is left out, never an error. */
export const readTrySettings = (params: URLSearchParams): TrySettings => ({
  storeIds: [...new Set(params.getAll('store'))].slice(0, MAX_STORES),
  prompt: params.get('prompt') ?? '',
  count: wholeIn(params.get('count'), CANDIDATE_RANGE) ?? COUNT,
  seed: wholeIn(params.get('seed'), SAMPLING_SEED_RANGE),
  steps: wholeIn(params.get('steps'), SAMPLING_STEP_RANGE),
  guidance: numberIn(params.get('guidance'), GUIDANCE_RANGE),
  versionId: params.get('version') || null,
  runIds: params.getAll('run').slice(0, MAX_STORES),
});

/** Writes settings into an address; `readTrySettings` gives them back. */
export function writeTrySettings(settings: TrySettings): URLSearchParams {
  const { storeIds, prompt, count, seed, steps, guidance, versionId, runIds } = settings;
  const values: Record<string, readonly (string | number | null)[]> = {
    store: storeIds,
    prompt: [prompt || null],
    count: [count === COUNT ? null : count],
    seed: [seed],
    steps: [steps],
    guidance: [guidance],
    version: [versionId],
    run: runIds,
  };
  const params = new URLSearchParams();
  for (const [name, entries] of Object.entries(values))
    for (const entry of entries) if (entry !== null) params.append(name, String(entry));
  return params;
}

/** What is missing before anything can be drawn, as a sentence; null when nothing is. */
export function missingWords({ storeIds, prompt }: TrySettings): string | null {
  if (storeIds.length === 0) return 'Choose a store to draw for.';
  if (!prompt.trim()) return 'Choose phrases or write what to draw.';
  return null;
}

/** What to ask the server for, one input a store, all with the same seed. */
export const toInputs = (settings: TrySettings, seed: number): GenerateCandidatesInput[] =>
  settings.storeIds.map((storeId) => ({
    storeId,
    prompt: settings.prompt.trim(),
    count: settings.count,
    seed,
    ...(settings.steps !== null && { steps: settings.steps }),
    ...(settings.guidance !== null && { guidance: settings.guidance }),
    ...(settings.versionId !== null && { versionId: settings.versionId }),
  }));
