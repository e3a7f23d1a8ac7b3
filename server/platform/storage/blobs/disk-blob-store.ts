import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobStore, Content, OpenBlob, StoredBlob } from './blob-store.js';
import { moveIntoPlace, writeDurably } from './durable-file.js';

/** Blobs as files `ab/abcd…` of a folder; several processes may share it. */
export class DiskBlobStore implements BlobStore {
  /** @param incoming folder of half-written files, on the same file system; whatever is old in it may be swept */
  constructor(
    private readonly directory: string,
    private readonly incoming: string,
  ) {}

  async put(content: Content, maximumBytes: number): Promise<StoredBlob> {
    const temporary = join(this.incoming, randomUUID());
    const blob = await writeDurably(temporary, content, maximumBytes);
    const path = this.pathOf(blob.hash);
    if ((await byteSizeOf(path)) === blob.byteSize) await rm(temporary);
    else await moveIntoPlace(temporary, path);
    return blob;
  }

  async open(hash: string): Promise<OpenBlob | null> {
    const path = this.pathOf(hash);
    const byteSize = await byteSizeOf(path);
    return byteSize === null ? null : { byteSize, stream: createReadStream(path) };
  }

  /** Where the bytes of a hash are, if they are kept. @throws {RangeError} for what is no hash */
  pathOf(hash: string): string {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError(`"${hash}" is not a SHA-256 in hexadecimal`);
    return join(this.directory, hash.slice(0, 2), hash);
  }
}

/** Size of a file; null when there is none. */
export const byteSizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
