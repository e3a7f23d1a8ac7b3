import type { ModelKind, ModelStage, VersionNameFragment } from '../../generated/graphql.js';

interface OptionWords {
  /** Names of the kinds, to group by; null where all are of one. */
  readonly kinds: Record<ModelKind, string> | null;
  readonly stages: Record<ModelStage, string>;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

const toOption = ({ id, name, stage }: VersionNameFragment, stages: Record<ModelStage, string>): Option => ({
  value: id,
  label: stage === 'CANDIDATE' ? name : `${name} (${stages[stage].toLowerCase()})`,
});

/** Versions as the options of a select, those of each kind together where there are several kinds. */
export function versionOptions(
  versions: readonly VersionNameFragment[],
  { kinds, stages }: OptionWords,
): Option[] | { group: string; items: Option[] }[] {
  if (!kinds) return versions.map((version) => toOption(version, stages));
  return (Object.keys(kinds) as ModelKind[]).map((kind) => ({
    group: kinds[kind],
    items: versions.filter((version) => version.kind === kind).map((version) => toOption(version, stages)),
  }));
}
