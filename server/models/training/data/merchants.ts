import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../../../platform/config/version.js'; // in threads too
import { mersenneTwister } from '../../../random/index.js';
import type { MerchantProfile } from '../../../simulation/index.js';

const Merchants = z.array(z.object({ name: z.string(), features: z.record(z.string(), z.string()) }));

/** The stores of the demo workspace, with their attributes. */
export const demonstrationMerchants = (): MerchantProfile[] =>
  Merchants.parse(JSON.parse(readFileSync(join(DEMONSTRATION_FOLDER, 'merchants.json'), 'utf8')));

/** Recipe, weights and everything else of the small models that come with the product. */
export const DEMONSTRATION_FOLDER = join(PROJECT_ROOT, 'server', 'models', 'demonstration');

/** Sets some merchants aside, whom no model sees in training. */
export function splitMerchants(
  merchants: readonly MerchantProfile[],
  unseenCount: number,
  seed: number,
): Readonly<Record<'seen' | 'unseen', MerchantProfile[]>> {
  const draws = mersenneTwister(seed);
  const keys = merchants.map((merchant) => ({ merchant, key: draws.uniform() }));
  const ordered = keys.sort((a, b) => a.key - b.key).map(({ merchant }) => merchant);
  return { unseen: ordered.slice(0, unseenCount), seen: ordered.slice(unseenCount) };
}
