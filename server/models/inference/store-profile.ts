import type { Store } from '../../catalog/index.js';
import type { Profile } from '../compute/model-runner.js';
import type { ModelFeature } from '../versions/model-facts.type.js';

/** A store as models see it: its attributes, and its name as the feature `store`. */
export const profileOf = ({ name, attributes }: Pick<Store, 'name' | 'attributes'>): Profile => ({
  ...attributes,
  store: name,
});

export interface Coverage {
  /** What the model knows of the store. */
  readonly knownFeatures: readonly { readonly name: string; readonly value: string }[];
  /** Features of the model of which the store has no value, or one that the model never saw. */
  readonly unknownFeatures: readonly string[];
}

/** Which features of a model a store has in a value that the model learnt. */
export function coverageOf(features: readonly ModelFeature[], profile: Profile): Coverage {
  const knownFeatures = features.flatMap(({ name, values }) => {
    const value = Object.hasOwn(profile, name) ? profile[name] : undefined;
    return value !== undefined && values.includes(value) ? [{ name, value }] : [];
  });
  const known = new Set(knownFeatures.map(({ name }) => name));
  const unknownFeatures = features.map(({ name }) => name).filter((name) => !known.has(name));
  return { knownFeatures, unknownFeatures };
}
