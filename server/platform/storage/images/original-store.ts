import type { BlobStore, OpenBlob } from '../blobs/blob-store.js';
import type { FileCache } from '../blobs/file-cache.js';
import type { Image } from './image.entity.js';

/** Draws images that are kept as recipes instead of files. */
export interface ImageDrawer {
  /** Of every image it draws, e.g. `image/png`. */
  readonly contentType: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;

  /**
   * The same image for the same recipe, for ever.
   *
   * @throws {RangeError} for what is no recipe
   */
  draw(recipe: string): Uint8Array;
}

/** The bytes of an image at its full size: from the file that was sent, or drawn when first asked for. */
export class OriginalStore {
  constructor(
    private readonly blobs: BlobStore,
    private readonly drawings: FileCache,
    private readonly drawer: ImageDrawer | null,
  ) {}

  async open({ hash, recipe }: Pick<Image, 'hash' | 'recipe'>): Promise<OpenBlob> {
    if (recipe !== null) return this.drawings.open(hash, async () => this.draw(recipe));
    const blob = await this.blobs.open(hash);
    if (!blob) throw new Error(`The file of image ${hash} is missing`);
    return blob;
  }

  private draw(recipe: string): Uint8Array {
    if (!this.drawer) throw new Error('There is nothing that draws images');
    return this.drawer.draw(recipe);
  }
}
