import { useSearchParams } from 'react-router';
import { IMPORT_KIND_NAMES } from '../format/words.js';
import type { ImportKind } from '../generated/graphql.js';

export interface Upload {
  readonly uploadId: string;
  readonly name: string;
}

/** An import in the making, held by the address: a reload loses nothing, and a running job has a link. */
export function useImportDraft() {
  const [params, setParams] = useSearchParams();
  const kindText = params.get('kind') ?? '';
  const kind = (Object.hasOwn(IMPORT_KIND_NAMES, kindText) ? kindText : 'COUNTS') as ImportKind;
  const uploadId = params.get('upload');
  const upload: Upload | null = uploadId ? { uploadId, name: params.get('file') ?? 'your file' } : null;
  const go = (next: Record<string, string>) => setParams(next, { preventScrollReset: true });
  return {
    kind,
    upload,
    jobId: params.get('job'),
    chooseKind: (value: ImportKind) => go({ kind: value }),
    chooseUpload: ({ uploadId: id, name }: Upload) => go({ kind, upload: id, file: name }),
    startOver: () => go({ kind }),
    showJob: (id: string) => go({ ...Object.fromEntries(params), job: id }),
    backToMapping: () => {
      const { job: _gone, ...rest } = Object.fromEntries(params);
      go(rest);
    },
  };
}
