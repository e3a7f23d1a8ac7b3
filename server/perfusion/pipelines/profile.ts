import type { Feature } from '../configs/personal-json.js';

/** What is known of a merchant: values by feature name. Other names are of no use to a model and ignored. */
export type Profile = Readonly<Record<string, string>>;

/** Turns profiles into the numbers that a model's user encoder takes. */
export interface ProfileReader {
  readonly features: readonly Feature[];
  /** @returns one number a feature: the place of the value, or null where it is absent or not known */
  read(profile: Profile): readonly (number | null)[];
  /** @returns the names of features whose value in the profile the model knows, and of all others */
  coverage(profile: Profile): { known: string[]; unknown: string[] };
}

/** @param features as a model folder lists them */
export function profileReader(features: readonly Feature[]): ProfileReader {
  const places = features.map(({ name, values }) => ({
    name,
    placeOf: new Map(values.map((value, place) => [value, place])),
  }));
  const read = (profile: Profile) =>
    places.map(({ name, placeOf }) => {
      const value = Object.hasOwn(profile, name) ? profile[name] : undefined;
      return value === undefined ? null : (placeOf.get(value) ?? null);
    });
  return {
    features,
    read,
    coverage(profile) {
      const numbers = read(profile);
      const names = (isKnown: boolean) =>
        features.filter((_, f) => (numbers[f] !== null) === isKnown).map(({ name }) => name);
      return { known: names(true), unknown: names(false) };
    },
  };
}
