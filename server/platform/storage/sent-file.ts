import { setTimeout as sleep } from 'node:timers/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { invalidInput } from '../errors/domain-error.js';
import type { Content } from './blobs/blob-store.js';

interface SentFile {
  readonly name: string;
  readonly content: Content;
}

/**
 * Keeps the one file of a form, which begins as soon as a body must have arrived. Reads what is left of a refused file
 * too, so that the client gets the answer instead of a broken connection.
 *
 * @throws {DomainError} INVALID_INPUT for what is no form, or one without a file
 */
export async function withFile<T>(
  request: FastifyRequest,
  maximumBytes: number,
  keep: (file: SentFile) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) throw invalidInput('Send the file as multipart/form-data');
  const part = await Promise.race([
    request.file({ limits: { fileSize: maximumBytes + 1 } }).catch(refuseBrokenForm),
    noFileInTime(request.server.patience.bodyMs),
  ]);
  if (!part) throw invalidInput('The form has no file');
  try {
    return await keep({ name: part.filename, content: contentOf(part.file) });
  } finally {
    part.file.resume();
  }
}

/** The parser waits for ever behind a long part whose head it cannot read. */
async function noFileInTime(limitMs: number): Promise<never> {
  await sleep(limitMs, undefined, { ref: false });
  throw invalidInput(`The form has no file within its first ${limitMs / 1000} seconds: send the file first`);
}

/** What cannot be read is a fault of the form; what is wrong with the content is for its reader to say. */
async function* contentOf(file: MultipartFile['file']): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* file.iterator({ destroyOnReturn: false });
  } catch (error) {
    refuseBrokenForm(error as Error);
  }
}

/**
 * What the parser of forms throws is about the form; limits have a status, and lost connections a code, of their own.
 */
function refuseBrokenForm(error: Error & { readonly statusCode?: number; readonly code?: string }): never {
  if (error.statusCode || error.code) throw error;
  throw invalidInput(
    `The form is not whole multipart/form-data with its boundary (${error.message}): send it again`,
  );
}
