import { buffer } from 'node:stream/consumers';
import type { OpenBlob } from '../blobs/blob-store.js';
import type { FileCache } from '../blobs/file-cache.js';
import type { Image } from './image.entity.js';
import { smallerImage } from './image-bytes.js';
import type { OriginalStore } from './original-store.js';

/** Smaller copies of images, made when first asked for. */
export class RenditionStore {
  constructor(
    private readonly originals: OriginalStore,
    private readonly copies: FileCache,
  ) {}

  /** A WebP of some width in pixels, less than the image's own. */
  async open(
    image: Pick<Image, 'hash' | 'recipe'>,
    width: number,
  ): Promise<OpenBlob & { contentType: string }> {
    const blob = await this.copies.open(`${image.hash}-${width}.webp`, async () => {
      const { stream } = await this.originals.open(image);
      return smallerImage(await buffer(stream), width);
    });
    return { ...blob, contentType: 'image/webp' };
  }
}
