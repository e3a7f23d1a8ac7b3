import { hash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { authorize } from '../../access/authorize.js';
import { OPERATOR, type Viewer } from '../../access/viewer.js';
import { invalidInput, notFound } from '../../errors/domain-error.js';
import { idOf } from '../../jobs/job-access.js';
import type { BlobStore, Content, OpenBlob } from '../blobs/blob-store.js';
import { tooLarge } from '../blobs/durable-file.js';
import { Image, SEE_IMAGES } from './image.entity.js';
import { ImageAdder } from './image-adder.entity.js';
import { type CleanImage, cleanImage } from './image-bytes.js';
import type { ImageDrawer, OriginalStore } from './original-store.js';
import type { RenditionStore } from './rendition-store.js';
import { type ImageReferences, VisibleImages } from './visible-images.js';

export const MAX_IMAGE_BYTES = 20 * 2 ** 20;

export interface ShownImage extends OpenBlob {
  readonly contentType: string;
}

export interface ImageServiceOptions {
  readonly dataSource: DataSource;
  readonly blobs: BlobStore;
  readonly originals: OriginalStore;
  readonly renditions: RenditionStore;
  readonly drawer: ImageDrawer | null;
}

/** Images: the rows say what they are, the blobs hold their bytes. A row never lacks its blob or its recipe. */
export class ImageService {
  private readonly visible: VisibleImages;

  constructor(private readonly options: ImageServiceOptions) {
    this.visible = new VisibleImages(options.dataSource);
  }

  /** Lets viewers see the images that rows of other domains refer to. */
  addReferences(references: readonly ImageReferences[]): void {
    this.visible.addReferences(references);
  }

  /**
   * Checks an image, strips it of everything but the image and keeps it; the same image is kept once.
   * It checks no permission: the command that takes the image does.
   *
   * @param adder sees it from now on, also before anything refers to it
   * @throws {DomainError} INVALID_INPUT for what is no image, or too large; then nothing is kept
   */
  async addUnchecked(content: Content, adder: Viewer = OPERATOR): Promise<Image> {
    const clean = await cleanImage(await collect(content));
    return this.options.dataSource.transaction(async (manager) => {
      const image = await this.addCleanUnchecked(manager, clean);
      await noteAdder(manager, image, adder);
      return image;
    });
  }

  /**
   * Keeps an image the server drew itself, byte for byte: it does not check what someone sent. Administrators alone
   * see it until a row refers to it. The service that queued the drawing has checked who may ask for it.
   */
  async addCleanUnchecked(
    manager: EntityManager,
    { bytes, contentType, width, height }: CleanImage,
  ): Promise<Image> {
    const { hash, byteSize } = await this.options.blobs.put([bytes], MAX_IMAGE_BYTES);
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
   * Keeps images as recipes: they are there at once, and drawn when first shown. The command that adds their items has
   * checked that the viewer may.
   *
   * @returns the hash of each, in the order of the recipes
   */
  async addDrawnUnchecked(manager: EntityManager, recipes: readonly string[]): Promise<string[]> {
    const { drawer } = this.options;
    if (!drawer) throw new Error('There is nothing that draws images');
    const hashes = recipes.map((recipe) => hash('sha256', recipe));
    await manager.query(
      `INSERT INTO images (hash, recipe, content_type, width, height)
       SELECT hash, recipe, $3, $4, $5 FROM unnest($1::text[], $2::text[]) AS drawn (hash, recipe)
       ORDER BY hash ON CONFLICT (hash) DO NOTHING`,
      [hashes, recipes, drawer.contentType, drawer.width, drawer.height],
    );
    return hashes;
  }

  /**
   * One image or null a hash, in the order of the hashes: the contract of DataLoader. Null also for one that the viewer
   * does not see.
   */
  async listByHashes(viewer: Viewer, hashes: readonly string[]): Promise<(Image | null)[]> {
    const found = await this.visible
      .seenBy(viewer)
      .andWhere('image.hash = ANY(:hashes)', { hashes: [...hashes] })
      .getMany();
    const byHash = new Map(found.map((image) => [image.hash, image]));
    return hashes.map((hash) => byHash.get(hash) ?? null);
  }

  /**
   * The images in the order of the hashes.
   *
   * @throws {DomainError} NOT_FOUND also for one that the viewer does not see, so that its existence is not revealed
   */
  async getAll(viewer: Viewer, hashes: readonly string[]): Promise<Image[]> {
    const found = await this.listByHashes(viewer, hashes);
    return found.map((image, i) => {
      if (!image) throw notFound('Image', hashes[i]!);
      return image;
    });
  }

  /** @throws {DomainError} NOT_FOUND as `getAll`, UNAUTHENTICATED, FORBIDDEN */
  async get(viewer: Viewer, hash: string): Promise<Image> {
    authorize(viewer, SEE_IMAGES);
    const [image] = await this.getAll(viewer, [hash]);
    return image!; // as many as hashes
  }

  /** The bytes of an image, or of a copy at most `width` pixels wide; for a caller that has the image by `get`. */
  async openUnchecked(image: Image, width: number | null): Promise<ShownImage> {
    if (width !== null && width < image.width) return this.options.renditions.open(image, width);
    const blob = await this.options.originals.open(image);
    return { ...blob, contentType: image.contentType };
  }

  /**
   * As `openUnchecked`, for a viewer who may see the image.
   *
   * @throws {DomainError} NOT_FOUND, UNAUTHENTICATED, FORBIDDEN
   */
  async show(viewer: Viewer, hash: string, width: number | null): Promise<ShownImage> {
    return this.openUnchecked(await this.get(viewer, hash), width);
  }
}

/** Nothing to note of the operator, who sees every image. */
async function noteAdder(manager: EntityManager, image: Image, adder: Viewer): Promise<void> {
  const adderId = idOf(adder);
  if (adderId === null) return;
  const row = { imageHash: image.hash, adderId };
  await manager.createQueryBuilder().insert().into(ImageAdder).values(row).orIgnore().execute();
}

async function collect(content: Content): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let byteSize = 0;
  for await (const chunk of content) {
    byteSize += chunk.byteLength;
    if (byteSize > MAX_IMAGE_BYTES) throw tooLarge(MAX_IMAGE_BYTES);
    chunks.push(chunk);
  }
  if (byteSize === 0) throw invalidInput('The file is empty: send a PNG, JPEG, WebP or AVIF');
  return Buffer.concat(chunks);
}
