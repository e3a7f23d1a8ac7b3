import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { BlobStore, OpenBlob } from './blob-store.js';
import { byteSizeOf } from './disk-blob-store.js';
import { moveIntoPlace, writeDurably } from './durable-file.js';
import type { Image } from './image.entity.js';
import { smallerImage } from './image-bytes.js';

/** Smaller copies of pictures, made when first asked for. The folder is a cache: it may be emptied at any time. */
export class RenditionStore {
  constructor(
    private readonly blobs: BlobStore,
    private readonly directory: string,
    private readonly incoming: string,
  ) {}

  /** A WebP of some width in pixels, less than the picture's own. */
  async open({ hash }: Pick<Image, 'hash'>, width: number): Promise<OpenBlob & { contentType: string }> {
    const path = join(this.directory, hash.slice(0, 2), `${hash}-${width}.webp`);
    const byteSize = (await byteSizeOf(path)) ?? (await this.make(path, hash, width));
    return { byteSize, stream: createReadStream(path), contentType: 'image/webp' };
  }

  private async make(path: string, hash: string, width: number): Promise<number> {
    const original = await this.blobs.open(hash);
    if (!original) throw new Error(`The file of image ${hash} is missing`);
    const bytes = await smallerImage(await buffer(original.stream), width);
    const temporary = join(this.incoming, randomUUID());
    await writeDurably(temporary, [bytes], Number.POSITIVE_INFINITY);
    await moveIntoPlace(temporary, path);
    return bytes.byteLength;
  }
}
