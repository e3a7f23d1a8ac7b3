import { createHash } from 'node:crypto';
import type { TableSource } from '../tables/table-source.js';

/** What tells files and imports from each other, in hexadecimal. */
export interface FileHashes {
  /** SHA-256 of all bytes of a file. */
  readonly contentHash: string;
  /** SHA-256 of these and of everything else that decides what the import means. */
  readonly fingerprint: string;
}

/** Reads the file once. */
export async function fileHashes(source: TableSource, settings: readonly string[]): Promise<FileHashes> {
  const hash = createHash('sha256');
  for await (const bytes of source.stream()) hash.update(bytes);
  const contentHash = hash.copy().digest('hex');
  return { contentHash, fingerprint: hash.update(JSON.stringify(settings)).digest('hex') };
}
