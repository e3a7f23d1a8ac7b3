import { createHash } from 'node:crypto';
import type { Feature, Profile } from '../../../perfusion/index.js';
import type { PictureSet } from './picture-set.js';

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

/** Groups with the pictures that they name. */
export interface GroupsWithPictures extends PreferenceData {
  readonly pictures: PictureSet;
}

/** Names the merchant of each group. Bootstrap intervals are clustered by it: the groups of a merchant are not independent. */
export const merchantsOf = (groups: readonly Pick<DataGroup, 'profile'>[]): string[] =>
  groups.map(({ profile }) => JSON.stringify(profile));

/** The feature that is the merchant themself. */
export const STORE_FEATURE = 'store';

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
