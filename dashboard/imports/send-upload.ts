import type { Upload } from './use-import-draft.js';

const UNKNOWN_FAILURE = 'The file could not be sent. Try again.';

/**
 * Sends a file to the server and tells how much of it is gone.
 *
 * @param onProgress fraction sent, 0 to 1
 * @throws {Error} with a sentence for the person
 */
export function sendUpload(file: File, onProgress: (fraction: number) => void): Promise<Upload> {
  const form = new FormData();
  form.append('file', file);
  const request = new XMLHttpRequest(); // fetch reports no upload progress
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error('The server cannot be reached. Try again.'));
    request.onload = () =>
      request.status >= 200 && request.status < 300
        ? resolve(JSON.parse(request.responseText))
        : reject(new Error(failureOf(request.responseText)));
    request.open('POST', '/api/uploads');
    request.send(form);
  });
}

function failureOf(body: string): string {
  try {
    const { message, error } = JSON.parse(body);
    return typeof error?.message === 'string' ? error.message : (message ?? UNKNOWN_FAILURE);
  } catch {
    return UNKNOWN_FAILURE;
  }
}
