import type { ModelKind, RegisterRemoteModelInput } from '../../generated/graphql.js';
import { GUIDANCE_RANGE, SAMPLING_STEP_RANGE } from '../ranges.js';

export interface RemoteFormValues {
  readonly kind: ModelKind;
  readonly name: string;
  readonly url: string;
  readonly modelName: string;
  readonly modelVersion: string;
  readonly keyVariable: string;
  /** Of a generator that must be told; empty texts where its server decides. */
  readonly steps: number | '';
  readonly guidance: number | '';
  readonly features: readonly { readonly key: string; readonly name: string; readonly values: string }[];
  readonly tensors: readonly { readonly key: string; readonly ours: string; readonly theirs: string }[];
}

export const EMPTY_REMOTE: RemoteFormValues = {
  kind: 'REWARD',
  name: '',
  url: '',
  modelName: '',
  modelVersion: '',
  keyVariable: '',
  steps: '',
  guidance: '',
  features: [],
  tensors: [],
};

/** Refuses an empty text with a sentence. */
export const named = (words: string) => (value: string) => (value.trim() ? null : words);

const KEY_VARIABLE = /^TOILE_REMOTE_KEY_\w+$/;

function urlProblem(url: string): string | null {
  const found = URL.canParse(url.trim()) ? new URL(url.trim()) : null;
  if (!found || !/^https?:$/.test(found.protocol))
    return 'Write an http:// or https:// address, https://models.example.com, say';
  return /\/v2\/?$/.test(found.pathname) ? 'Leave out /v2: it is added to every request' : null;
}

/** How a generator draws: both are said or neither. */
const withOther =
  (own: 'steps' | 'guidance', other: 'steps' | 'guidance') =>
  (value: number | '', values: RemoteFormValues): string | null => {
    if (values.kind !== 'GENERATOR') return null;
    if (value === '') return values[other] === '' ? null : 'Say both, or neither';
    const { min, max } = own === 'steps' ? SAMPLING_STEP_RANGE : GUIDANCE_RANGE;
    return value >= min && value <= max ? null : `From ${min} to ${max}`;
  };

export const REMOTE_CHECKS = {
  name: named('Enter a version name'),
  url: urlProblem,
  modelName: named('What does the server call the model?'),
  keyVariable: (value: string) =>
    value.trim() === '' || KEY_VARIABLE.test(value.trim())
      ? null
      : 'A variable of the server whose name begins with TOILE_REMOTE_KEY_',
  steps: withOther('steps', 'guidance'),
  guidance: withOther('guidance', 'steps'),
  features: { name: named('Name the feature') },
  tensors: { ours: named('Toile’s name'), theirs: named('The server’s name') },
};

const commaParts = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];

export const toRemoteInput = (values: RemoteFormValues): RegisterRemoteModelInput => ({
  kind: values.kind,
  name: values.name.trim(),
  url: values.url.trim().replace(/\/+$/, ''),
  modelName: values.modelName.trim(),
  modelVersion: values.modelVersion.trim() || null,
  keyVariable: values.keyVariable.trim() || null,
  usualSampling:
    values.kind === 'GENERATOR' && values.steps !== '' && values.guidance !== ''
      ? { steps: values.steps, guidance: values.guidance }
      : null,
  features: values.features.map((feature) => ({
    name: feature.name.trim(),
    values: commaParts(feature.values),
  })),
  tensors: values.tensors.map(({ ours, theirs }) => ({ ours: ours.trim(), theirs: theirs.trim() })),
});
