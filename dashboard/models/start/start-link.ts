import type { ModelRunKind } from '../../generated/graphql.js';

interface StartedRun {
  readonly kind: ModelRunKind;
  readonly seed: number;
  readonly settings: string;
  readonly version: { readonly id: string } | null;
}

interface KeptSettings {
  readonly kind?: string;
  readonly method?: string;
  readonly baselines?: readonly string[];
  readonly name?: string;
  readonly steps?: number;
  readonly groupsPerStep?: number;
  readonly learningRate?: number;
  readonly dataset?: {
    readonly folder?: string;
    readonly simulated?: { readonly groups: number; readonly seed: number };
  };
}

/** Where a training or an evaluation can be started again with the settings that it had. */
export function againPath({ kind, seed, settings, version }: StartedRun): string {
  const { dataset, ...kept } = JSON.parse(settings) as KeptSettings;
  const isTraining = kind === 'TRAIN';
  const values = {
    [isTraining ? 'parent' : 'version']: version?.id,
    ...(isTraining && {
      kind: kept.kind,
      method: kept.method,
      baselines: kept.baselines?.length ? kept.baselines.join(',') : undefined,
      name: kept.name,
      steps: kept.steps,
      groupsPerStep: kept.groupsPerStep,
      learningRate: kept.learningRate,
    }),
    folder: dataset?.folder,
    groups: dataset?.simulated?.groups,
    groupsSeed: dataset?.simulated?.seed,
    seed,
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) params.set(name, String(value));
  return `models/${isTraining ? 'train' : 'evaluate'}?${params}`;
}
