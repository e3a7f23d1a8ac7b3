import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ModelKind } from '../../generated/graphql.js';
import { emptyWords } from '../../ui/empty-words.js';
import { MODEL_KIND_NAMES, MODEL_STAGE_NAMES } from '../model-words.js';
import { useModelChoices } from './use-model-choices.js';
import { versionOptions } from './version-options.js';

export interface VersionSelectProps {
  readonly label: string;
  /** Only versions of it; every kind where it is absent. */
  readonly kind?: ModelKind;
  readonly placeholder?: string;
  readonly description?: ReactNode;
  readonly required?: boolean;
  readonly clearable?: boolean;
  readonly error?: ReactNode;
  readonly value: string;
  readonly onChange: (versionId: string) => void;
}

/** Picks a version by name. */
export function VersionSelect({ kind, value, onChange, ...field }: VersionSelectProps) {
  const query = useModelChoices(kind ?? null);
  const versions = query.data?.modelVersions;
  const isMissing = value !== '' && !versions?.some(({ id }) => id === value);
  return (
    <Select
      {...field}
      data={[
        ...(isMissing ? [{ value, label: versions ? `Version ${value}` : 'Version' }] : []),
        ...versionOptions(versions ?? [], {
          kinds: kind ? null : MODEL_KIND_NAMES,
          stages: MODEL_STAGE_NAMES,
        }),
      ]}
      value={value || null}
      onChange={(versionId) => onChange(versionId ?? '')}
      searchable
      nothingFoundMessage={emptyWords(query, 'There is no version like this')}
    />
  );
}
