import type { ModelKind, ModelRunKind } from '../../generated/graphql.js';
import { BASELINE_NAMES, METHOD_NAMES, MODEL_KIND_NAMES } from '../model-words.js';

/** What was asked for, one setting a row. */
export interface SettingRow {
  readonly name: string;
  readonly value: string;
}

const SETTING_NAMES: Record<string, string> = {
  kind: 'Kind',
  method: 'Method',
  baselines: 'Baselines',
  name: 'Version name',
  prompt: 'Prompt',
  count: 'Images',
  steps: 'Steps',
  guidance: 'Guidance scale',
  groupsPerStep: 'Batch size',
  learningRate: 'Learning rate',
  'dataset simulated groups': 'Simulated groups',
  'dataset simulated seed': 'Seed of the simulated groups',
  unknownWords: 'Words the model does not know',
  'dataset folder': 'Folder of the data',
};

const PROFILE = 'profile ';

function nameOf(path: string): string {
  if (path.startsWith(PROFILE)) return `Profile: ${path.slice(PROFILE.length)}`;
  return SETTING_NAMES[path] ?? `${path.charAt(0).toUpperCase()}${path.slice(1)}`;
}

type Words = Readonly<Record<string, string | undefined>>;

/** What settings say in capitals, in words; a method is named by the kind of model that it trains. */
const wordsOf = (kind: unknown): Words => ({
  ...MODEL_KIND_NAMES,
  ...BASELINE_NAMES,
  ...METHOD_NAMES[kind as ModelKind],
});

function leavesOf(value: unknown, path: string, words: Words): SettingRow[] {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return [];
  if (typeof value !== 'object' || Array.isArray(value)) {
    const texts = [value].flat().map((text) => words[String(text)] ?? String(text));
    return [{ name: nameOf(path), value: texts.join(', ') }];
  }
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path} ${key}`.trim(), words));
}

/** The settings of a run, out of their JSON, in the order they were kept; nested ones by their path. */
export function settingRows(json: string): SettingRow[] {
  const settings = JSON.parse(json) as Readonly<Record<string, unknown>>;
  return leavesOf(settings, '', wordsOf(settings.kind));
}

/** One setting as text; an empty text where it was not set. */
export function settingOf(json: string, name: string): string {
  const value = (JSON.parse(json) as Record<string, unknown>)[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const NAMED_BY: Record<ModelRunKind, string> = { TRAIN: 'name', EVALUATE: 'kind', GENERATE: 'prompt' };

interface NamedRun {
  readonly kind: ModelRunKind;
  readonly settings: string;
  readonly version: { readonly name: string } | null;
}

/** What a run is about: the version it makes or measures, or the prompt it draws. */
export const runSubject = ({ kind, settings, version }: NamedRun): string =>
  (kind === 'EVALUATE' ? version?.name : settingOf(settings, NAMED_BY[kind])) || '–';
