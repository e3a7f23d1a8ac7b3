import { IMPORT_KIND_NAMES } from '../format/words.js';
import type { FieldMapInput, ImportKind } from '../generated/graphql.js';
import { useAddress } from '../ui/use-address.js';
import { mapParam, mapsOf } from './mapping/map-param.js';

export interface Upload {
  readonly uploadId: string;
  readonly name: string;
}

type Entries = readonly (readonly [string, string])[];

/** An import in the making, held by the address: a reload loses nothing, and a running job has a link. */
export function useImportDraft() {
  const [params, changeAddress] = useAddress();
  const uploadId = params.get('upload');
  const upload: Upload | null = uploadId ? { uploadId, name: params.get('file') ?? 'your file' } : null;
  const go = (make: (current: URLSearchParams) => Entries) =>
    changeAddress((current) => new URLSearchParams(make(current).map(([name, value]) => [name, value])), {
      preventScrollReset: true,
    });
  return {
    kind: kindOf(params),
    upload,
    jobId: params.get('job'),
    /** The maps a person has corrected; null while the server's guess stands. */
    maps: mapsOf(params.getAll('map')),
    chooseKind: (kind: ImportKind) => go(() => [['kind', kind]]),
    chooseUpload: ({ uploadId: id, name }: Upload) =>
      go((current) => [
        ['kind', kindOf(current)],
        ['upload', id],
        ['file', name],
      ]),
    changeMaps: (maps: readonly FieldMapInput[]) =>
      go((current) => [...others(current, 'map'), ...maps.map((map) => ['map', mapParam(map)] as const)]),
    startOver: () => go((current) => [['kind', kindOf(current)]]),
    showJob: (id: string) => go((current) => [...others(current, 'job'), ['job', id]]),
    backToMapping: () => go((current) => others(current, 'job')),
  };
}

function kindOf(params: URLSearchParams): ImportKind {
  const kind = params.get('kind') ?? '';
  return (Object.hasOwn(IMPORT_KIND_NAMES, kind) ? kind : 'COUNTS') as ImportKind;
}

const others = (params: URLSearchParams, gone: string): Entries =>
  [...params].filter(([name]) => name !== gone);
