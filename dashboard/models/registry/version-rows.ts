import { formatBytes, formatCompact } from '../../format/numbers.js';
import type { ModelKind, ModelStage } from '../../generated/graphql.js';

interface Staged {
  readonly kind: ModelKind;
  readonly stage: ModelStage;
  readonly createdAt: string;
}

export interface VersionsOfKind<V> {
  readonly production: V | null;
  /** In production first, then candidates, then what is archived if that is asked for; each newest first. */
  readonly shown: readonly V[];
  readonly archivedCount: number;
}

const ORDER: Record<ModelStage, number> = { PRODUCTION: 0, CANDIDATE: 1, ARCHIVED: 2 };

export function versionsOfKind<V extends Staged>(
  versions: readonly V[],
  kind: ModelKind,
  withArchived: boolean,
): VersionsOfKind<V> {
  const own = versions.filter((version) => version.kind === kind);
  return {
    production: own.find(({ stage }) => stage === 'PRODUCTION') ?? null,
    shown: own
      .filter(({ stage }) => withArchived || stage !== 'ARCHIVED')
      .sort((a, b) => ORDER[a.stage] - ORDER[b.stage] || b.createdAt.localeCompare(a.createdAt)),
    archivedCount: own.filter(({ stage }) => stage === 'ARCHIVED').length,
  };
}

interface Sized {
  readonly byteSize: number;
  readonly parameterCount: number | null;
  /** The address is for those who may register models. */
  readonly endpoint: { readonly url?: string } | null;
}

/** How large a version is, `3.4 MB, 1.2M parameters`; of a remote one, where it runs as far as that is known. */
export function sizeWords({ byteSize, parameterCount, endpoint }: Sized): string {
  if (endpoint) return placeWords(endpoint);
  return [formatBytes(byteSize), parameterCount !== null && `${formatCompact(parameterCount)} parameters`]
    .filter(Boolean)
    .join(', ');
}

function placeWords({ url }: NonNullable<Sized['endpoint']>): string {
  if (url === undefined) return 'runs on a model server';
  return `runs at ${URL.canParse(url) ? new URL(url).host : url}`;
}
