import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { OpenBlob } from './blob-store.js';
import { byteSizeOf } from './disk-blob-store.js';
import { moveIntoPlace, writeDurably } from './durable-file.js';

/** Files that can be made again, made when first asked for. The folder may be emptied at any time. */
export class FileCache {
  /** @param incoming folder of half-written files, on the same file system */
  constructor(
    private readonly directory: string,
    private readonly incoming: string,
  ) {}

  /** The file of a name, which starts with a hash; made by `make` where it is missing. */
  async open(name: string, make: () => Promise<Uint8Array>): Promise<OpenBlob> {
    const path = join(this.directory, name.slice(0, 2), name);
    const byteSize = (await byteSizeOf(path)) ?? (await this.keep(path, await make()));
    return { byteSize, stream: createReadStream(path) };
  }

  private async keep(path: string, bytes: Uint8Array): Promise<number> {
    const temporary = join(this.incoming, randomUUID());
    await writeDurably(temporary, [bytes], Number.POSITIVE_INFINITY);
    await moveIntoPlace(temporary, path);
    return bytes.byteLength;
  }
}
