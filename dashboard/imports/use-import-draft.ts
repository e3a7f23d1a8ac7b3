import type { ImportKind } from '../generated/graphql.js';
import { useAddress } from '../ui/use-address.js';
import { type ImportSettings, kindOf, settingsEntries, settingsOf } from './import-settings.js';

export interface Upload {
  readonly uploadId: string;
  readonly name: string;
}

type Entries = readonly (readonly [string, string])[];

/**
 * An import in the making, held by the address: a reload loses nothing, the way back from a dry run finds every
 * setting as it was, and a job has a link.
 */
export function useImportDraft() {
  const [params, changeAddress] = useAddress();
  const go = (make: (current: URLSearchParams) => Entries, replace = false) =>
    changeAddress((current) => new URLSearchParams(make(current).map(([name, value]) => [name, value])), {
      replace,
      preventScrollReset: true,
    });
  return {
    kind: kindOf(params),
    /** Null while no file is chosen. */
    settings: settingsOf(params),
    fileName: params.get('file') ?? 'your file',
    jobId: params.get('job'),
    chooseKind: (kind: ImportKind) => go((current) => [['kind', kind], ...ofFile(current)]),
    chooseUpload: ({ uploadId, name }: Upload) =>
      go((current) => [
        ['kind', kindOf(current)],
        ['upload', uploadId],
        ['file', name],
      ]),
    change: (changed: Partial<ImportSettings>) => go((current) => changedEntries(current, changed), true),
    startOver: () => go((current) => [['kind', kindOf(current)]]),
    showJob: (id: string) => go((current) => [...without(current, ['job']), ['job', id]]),
    /** Back to the settings of a job, whose address may not hold them: links from other pages name the job alone. */
    showSettings: (settings: ImportSettings, fileName: string) =>
      go(() => [...settingsEntries(settings), ['file', fileName]]),
  };
}

export type ImportDraft = ReturnType<typeof useImportDraft>;

function changedEntries(current: URLSearchParams, changed: Partial<ImportSettings>): Entries {
  const settings = settingsOf(current);
  if (!settings) return [...current];
  return [...settingsEntries({ ...settings, ...changed }), ...named(current, ['file', 'job'])];
}

const ofFile = (params: URLSearchParams): Entries => named(params, ['upload', 'file']);

const named = (params: URLSearchParams, names: readonly string[]): Entries =>
  [...params].filter(([name]) => names.includes(name));

const without = (params: URLSearchParams, names: readonly string[]): Entries =>
  [...params].filter(([name]) => !names.includes(name));
