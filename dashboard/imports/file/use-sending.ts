import { useState } from 'react';
import type { Upload } from '../use-import-draft.js';
import { sendUpload, UploadFailure } from './send-upload.js';

export interface Sending {
  readonly file: File;
  readonly fraction: number;
}

interface Failed {
  readonly file: File;
  readonly failure: UploadFailure;
}

/** Sends one file at a time, and remembers the one that failed so that it can be sent again. */
export function useSending(onUploaded: (upload: Upload) => void) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const send = async (file: File | null | undefined) => {
    if (!file) return;
    setFailed(null);
    setSending({ file, fraction: 0 });
    try {
      onUploaded(await sendUpload(file, (fraction) => setSending({ file, fraction })));
    } catch (failure) {
      if (!(failure instanceof UploadFailure)) throw failure;
      setFailed({ file, failure });
    } finally {
      setSending(null);
    }
  };
  return { send, sending, failed };
}
