import { useSearchParams } from 'react-router';
import { IMPORT_KIND_NAMES } from '../format/words.js';
import type { ImportKind } from '../generated/graphql.js';

export interface Upload {
  readonly uploadId: string;
  readonly name: string;
}

type Entries = readonly (readonly [string, string])[];

/** An import in the making, held by the address: a reload loses nothing, and a running job has a link. */
export function useImportDraft() {
  const [params, setParams] = useSearchParams();
  const kindText = params.get('kind') ?? '';
  const kind = (Object.hasOwn(IMPORT_KIND_NAMES, kindText) ? kindText : 'COUNTS') as ImportKind;
  const uploadId = params.get('upload');
  const upload: Upload | null = uploadId ? { uploadId, name: params.get('file') ?? 'your file' } : null;
  const go = (entries: Entries) =>
    setParams(new URLSearchParams(entries.map(([name, value]) => [name, value])), {
      preventScrollReset: true,
    });
  const others = (gone: string): Entries => [...params].filter(([name]) => name !== gone);
  return {
    kind,
    upload,
    jobId: params.get('job'),
    /** The maps a person has corrected; null while the server's guess stands. */
    maps: params.has('map') ? params.getAll('map') : null,
    chooseKind: (value: ImportKind) => go([['kind', value]]),
    chooseUpload: ({ uploadId: id, name }: Upload) =>
      go([
        ['kind', kind],
        ['upload', id],
        ['file', name],
      ]),
    changeMaps: (maps: readonly string[]) =>
      go([...others('map'), ...maps.map((map) => ['map', map] as const)]),
    startOver: () => go([['kind', kind]]),
    showJob: (id: string) => go([...others('job'), ['job', id]]),
    backToMapping: () => go(others('job')),
  };
}
