import { createHash } from 'node:crypto';
import type { GarmentDescription } from '../../../garments/index.js';
import type { Feature, Profile } from '../../../perfusion/index.js';
import {
  drawGroups,
  drawTaste,
  type MerchantProfile,
  type SimulatedGroup,
} from '../../../simulation/index.js';
import type { SimulatedGroupsSettings } from '../recipe.js';
import { demonstrationMerchants, splitMerchants } from './merchants.js';

/** Pictures that were shown together, by their places in a picture set, and which were liked. */
export interface DataGroup {
  readonly prompt: string;
  readonly profile: Profile;
  readonly pictures: readonly number[];
  readonly positives: readonly boolean[];
  /** True utilities, where the merchant is simulated. */
  readonly utilities?: readonly number[];
  /** How much the group counts where a reward model learns from it; 1 if left out. */
  readonly weight?: number | undefined;
}

/** Groups that nothing is trained on. */
export interface TestGroups {
  /** E.g. `seen merchants`. */
  readonly name: string;
  readonly groups: readonly DataGroup[];
}

export interface PreferenceData {
  readonly train: readonly DataGroup[];
  readonly tests: readonly TestGroups[];
  /** Features of the profiles in training, with their values. */
  readonly features: readonly Feature[];
  /** SHA-256 over all groups. */
  readonly snapshotHash: string;
}

/** The feature that is the merchant themself. */
export const STORE_FEATURE = 'store';

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

const TRAINING = 0;
const PARTS = 4;

/** Lists the features of the training groups and counts everything into a hash. */
export function withFeatures(train: readonly DataGroup[], tests: readonly TestGroups[]): PreferenceData {
  const hash = createHash('sha256').update(JSON.stringify([train, tests]));
  return { train, tests, features: featuresOf(train), snapshotHash: hash.digest('hex') };
}

function featuresOf(groups: readonly DataGroup[]): Feature[] {
  const values = new Map<string, Set<string>>();
  for (const { profile } of groups) {
    for (const [name, value] of Object.entries(profile))
      values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return [...values]
    .map(([name, known]) => ({ name, values: [...known].sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
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
