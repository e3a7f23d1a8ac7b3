import { z } from 'zod';
import type { GarmentDescription } from '../../../garments/index.js';
import { wholeWithin } from '../../../platform/limits/checks.js'; // in threads too
import { SEED_RANGE } from '../../../random/index.js';
import {
  drawGroups,
  drawTaste,
  type MerchantProfile,
  type SimulatedGroup,
} from '../../../simulation/index.js';
import { count, seed } from '../fields.js';
import { demonstrationMerchants, splitMerchants } from './merchants.js';
import { type DataGroup, type PreferenceData, STORE_FEATURE, withFeatures } from './preference-data.js';

const TRAINING = 0;
const PARTS = 4;

/** The generator's seeds, shared out among training groups and test groups. */
export const SIMULATED_SEED_RANGE = { min: 0, max: (SEED_RANGE.max + 1) / PARTS - 1 } as const;

const groupsSeed = wholeWithin(SIMULATED_SEED_RANGE);

/** How preferences of simulated merchants are drawn; plain data, as a recipe writes it. */
export const SimulatedGroups = z.strictObject({
  /** Of tastes: two data sets of one world have the same merchants. */
  worldSeed: seed,
  /** Of prompts, candidates and picks. */
  seed: groupsSeed,
  /** The same of test groups, so that settings chosen on some are measured on others; `seed` if left out. */
  testSeed: groupsSeed.optional(),
  groups: count,
  testGroups: count,
  /** Merchants kept out of training, whom the models know by their features only. */
  unseenMerchants: z.int().min(0),
  groupSize: z.int().min(2),
  mostPhrases: count,
  temperature: z.number().min(0),
  taste: z.strictObject({
    shared: z.number().min(0),
    byFeature: z.record(z.string(), z.number().min(0)),
    own: z.number().min(0),
  }),
});

export type SimulatedGroupsSettings = z.infer<typeof SimulatedGroups>;

/**
 * Groups of simulated merchants over garment pictures. The first pictures are shown in training,
 * the others in tests, so that no test picture was seen before.
 *
 * @param split number of pictures that train
 */
export function simulatedData(
  settings: SimulatedGroupsSettings,
  { garments, split }: { garments: readonly GarmentDescription[]; split: number },
): PreferenceData {
  const { unseenMerchants, worldSeed, groups, testGroups, seed, testSeed = seed } = settings;
  const { seen, unseen } = splitMerchants(demonstrationMerchants(), unseenMerchants, worldSeed);
  const draw = (merchants: readonly MerchantProfile[], count: number, part: number) => {
    const begin = part === TRAINING ? 0 : split;
    const shown = part === TRAINING ? garments.slice(0, split) : garments.slice(split);
    const tastes = merchants.map((merchant) => drawTaste(merchant, settings.taste, worldSeed));
    const ownSeed = PARTS * (part === TRAINING ? seed : testSeed) + part;
    const drawn = drawGroups(tastes, shown, { ...settings, groups: count, seed: ownSeed });
    return drawn.map((group) => toDataGroup(group, merchants, begin));
  };
  const train = draw(seen, groups, TRAINING);
  const tests = [
    { name: 'seen merchants', groups: draw(seen, testGroups, 1) },
    ...(unseen.length === 0 ? [] : [{ name: 'unseen merchants', groups: draw(unseen, testGroups, 2) }]),
  ];
  return withFeatures(train, tests);
}

function toDataGroup(
  { merchant, phrases, candidates, picked, utilities }: SimulatedGroup,
  merchants: readonly MerchantProfile[],
  begin: number,
): DataGroup {
  const { name, features } = merchants[merchant]!;
  return {
    prompt: phrases.join(', '),
    profile: { ...features, [STORE_FEATURE]: name },
    pictures: candidates.map((place) => begin + place),
    positives: candidates.map((_, place) => place === picked),
    utilities,
  };
}
