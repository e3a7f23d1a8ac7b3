import { createHash } from 'node:crypto';
import type { TableSource } from '../tables/table-source.js';

/** SHA-256 of all bytes of a file and of everything else that decides what its import means. */
export async function fingerprint(source: TableSource, settings: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of source.stream()) hash.update(bytes);
  return hash.update(JSON.stringify(settings)).digest('hex');
}
