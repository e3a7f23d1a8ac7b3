import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DiskBlobStore } from './blobs/disk-blob-store.js';
import { FileCache } from './blobs/file-cache.js';
import { Image } from './images/image.entity.js';
import { ImageService } from './images/image.service.js';
import { ImageAdder } from './images/image-adder.entity.js';
import { type ImageDrawer, OriginalStore } from './images/original-store.js';
import { RenditionStore } from './images/rendition-store.js';
import { storageRoutes } from './storage.routes.js';
import { UploadStore } from './upload-store.js';

export const storageEntities = [Image, ImageAdder];

export interface StorageOptions {
  readonly dataSource: DataSource;
  /** Folder of everything that is kept as a file; made when missing. */
  readonly dataDirectory: string;
  /** Draws the images of which only a recipe is kept; without it there are none. */
  readonly drawer?: ImageDrawer;
}

/** Images and uploads on disk. Processes on several machines share `dataDirectory` (a network file system). */
export function createStorage({ dataSource, dataDirectory, drawer }: StorageOptions) {
  const incoming = join(dataDirectory, 'incoming');
  const blobs = new DiskBlobStore(join(dataDirectory, 'images'), incoming);
  const cache = (folder: string) => new FileCache(join(dataDirectory, folder), incoming);
  const originals = new OriginalStore(blobs, cache('drawings'), drawer ?? null);
  const renditions = new RenditionStore(originals, cache('renditions'));
  const images = new ImageService({ dataSource, blobs, originals, renditions, drawer: drawer ?? null });
  const uploads = new UploadStore(join(dataDirectory, 'uploads'), incoming);
  return {
    images,
    uploads,
    resolvers: [],
    routes: [storageRoutes(images, uploads)],
    periodicTasks: [{ name: 'sweep-uploads', everySeconds: 3_600, run: () => uploads.sweep(new Date()) }],
  };
}
