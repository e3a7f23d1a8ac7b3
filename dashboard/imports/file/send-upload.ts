import { type ErrorWords, errorWords, refusalWords } from '../../format/errors.js';
import type { Upload } from '../use-import-draft.js';

/** Why a file did not reach the server, in words. */
export class UploadFailure extends Error {
  /** @param isOfFile whether another file may help; else the same one may, later */
  constructor(
    readonly words: ErrorWords,
    readonly isOfFile: boolean,
  ) {
    super(words.hint);
  }
}

export const UNREADABLE_TITLE = 'This file can’t be read';

/**
 * Sends a file to the server and tells how much of it is gone.
 *
 * @param onProgress fraction sent, 0 to 1
 * @throws {UploadFailure}
 */
export async function sendUpload(file: File, onProgress: (fraction: number) => void): Promise<Upload> {
  await checkReadable(file);
  const { status, responseText } = await post(file, onProgress);
  if (status < 200 || status >= 300) throw failureOf(status, responseText);
  return JSON.parse(responseText);
}

/** A folder, or a file that has gone, would look like a server that is away. */
async function checkReadable(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw unreadable('It is a folder, or it was moved or changed after you chose it. Choose the file again.');
  }
}

function post(file: File, onProgress: (fraction: number) => void): Promise<XMLHttpRequest> {
  const form = new FormData();
  form.append('file', file);
  const request = new XMLHttpRequest(); // fetch reports no upload progress
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new UploadFailure(errorWords(null), false));
    request.onload = () => resolve(request);
    request.open('POST', '/api/uploads');
    request.send(form);
  });
}

/** Where a proxy refuses the file, its answer has no sentence for people. */
const PROXY_SENTENCES: Readonly<Record<number, string>> = {
  413: 'It is larger than the server takes. Remove columns that you do not need, or split it.',
  415: 'The server does not take files of this type. Save it as CSV, NDJSON or Parquet.',
};

/** Words for an answer that refuses a file. */
export function failureOf(status: number, body: string): UploadFailure {
  const { code, sentence } = refusalOf(body);
  if (code === 'INVALID_INPUT' || PROXY_SENTENCES[status])
    return unreadable(sentence ?? PROXY_SENTENCES[status] ?? 'Choose another file.');
  return new UploadFailure(refusalWords(status, code, sentence), false);
}

const unreadable = (hint: string) => new UploadFailure({ title: UNREADABLE_TITLE, hint }, true);

function refusalOf(body: string): { readonly code: string | null; readonly sentence?: string } {
  try {
    const [{ message, extensions }] = JSON.parse(body).errors;
    return { code: String(extensions.code), sentence: String(message) };
  } catch {
    return { code: null };
  }
}
