import { hash } from 'node:crypto';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { authorize } from '../auth/access.js';
import type { Viewer } from '../auth/viewer.js';
import { invalidInput, notFound } from '../errors/domain-error.js';
import type { BlobStore, Content, OpenBlob } from './blob-store.js';
import { tooLarge } from './durable-file.js';
import { Image, SEE_IMAGES } from './image.entity.js';
import { type CleanImage, cleanImage } from './image-bytes.js';
import type { OriginalStore, PictureDrawer } from './original-store.js';
import type { RenditionStore } from './rendition-store.js';

export const IMAGE_BYTE_LIMIT = 20 * 2 ** 20;

export interface ShownImage extends OpenBlob {
  readonly contentType: string;
}

export interface ImageServiceOptions {
  readonly dataSource: DataSource;
  readonly blobs: BlobStore;
  readonly originals: OriginalStore;
  readonly renditions: RenditionStore;
  readonly drawer: PictureDrawer | null;
}

/** Pictures: the rows say what they are, the blobs hold their bytes. A row never lacks its blob or its recipe. */
export class ImageService {
  constructor(private readonly options: ImageServiceOptions) {}

  /**
   * Checks a picture, strips it of everything but the picture and keeps it; the same picture is kept once.
   * It checks no permission: the command that takes the picture does.
   *
   * @throws {DomainError} INVALID_INPUT for what is no picture, or too large; then nothing is kept
   */
  async add(content: Content): Promise<Image> {
    return this.addClean(this.options.dataSource.manager, await cleanImage(await collect(content)));
  }

  /** Keeps a picture the server drew itself, byte for byte: no foreign bytes may come this way. */
  async addClean(manager: EntityManager, { bytes, contentType, width, height }: CleanImage): Promise<Image> {
    const { hash, byteSize } = await this.options.blobs.put([bytes], IMAGE_BYTE_LIMIT);
    const images = manager.getRepository(Image);
    await images
      .createQueryBuilder()
      .insert()
      .values({ hash, contentType, byteSize, width, height })
      .orIgnore()
      .execute();
    return images.findOneByOrFail({ hash });
  }

  /**
   * Keeps pictures as recipes: they are there at once, and drawn when first shown. It checks no permission.
   *
   * @returns the hash of each, in the order of the recipes
   */
  async addDrawn(manager: EntityManager, recipes: readonly string[]): Promise<string[]> {
    const { drawer } = this.options;
    if (!drawer) throw new Error('There is nothing that draws pictures');
    const hashes = recipes.map((recipe) => hash('sha256', recipe));
    await manager.query(
      `INSERT INTO images (hash, recipe, content_type, width, height)
       SELECT hash, recipe, $3, $4, $5 FROM unnest($1::text[], $2::text[]) AS drawn (hash, recipe)
       ORDER BY hash ON CONFLICT (hash) DO NOTHING`,
      [hashes, recipes, drawer.contentType, drawer.width, drawer.height],
    );
    return hashes;
  }

  /** One picture or null a hash, in the order of the hashes: the contract of DataLoader. */
  async listByHashes(hashes: readonly string[]): Promise<(Image | null)[]> {
    const found = await this.options.dataSource.getRepository(Image).findBy({ hash: In([...hashes]) });
    const byHash = new Map(found.map((image) => [image.hash, image]));
    return hashes.map((hash) => byHash.get(hash) ?? null);
  }

  /**
   * The bytes of a picture, or of a copy at most `width` pixels wide.
   *
   * @throws {DomainError} NOT_FOUND, UNAUTHENTICATED, FORBIDDEN
   */
  async show(viewer: Viewer, hash: string, width: number | null): Promise<ShownImage> {
    authorize(viewer, SEE_IMAGES);
    const image = await this.options.dataSource.getRepository(Image).findOneBy({ hash });
    if (!image) throw notFound('Image', hash);
    if (width !== null && width < image.width) return this.options.renditions.open(image, width);
    const blob = await this.options.originals.open(image);
    return { ...blob, contentType: image.contentType };
  }
}

async function collect(content: Content): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let byteSize = 0;
  for await (const chunk of content) {
    byteSize += chunk.byteLength;
    if (byteSize > IMAGE_BYTE_LIMIT) throw tooLarge(IMAGE_BYTE_LIMIT);
    chunks.push(chunk);
  }
  if (byteSize === 0) throw invalidInput('The file is empty: send a PNG, JPEG, WebP or AVIF');
  return Buffer.concat(chunks);
}
