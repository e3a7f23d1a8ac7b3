import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DiskBlobStore } from './disk-blob-store.js';
import { Image } from './image.entity.js';
import { ImageService } from './image.service.js';
import { RenditionStore } from './rendition-store.js';
import { storageRoutes } from './storage.routes.js';
import { UploadStore } from './upload-store.js';

export const storageEntities = [Image];

export interface StorageOptions {
  readonly dataSource: DataSource;
  /** Folder of everything that is kept as a file; made when missing. */
  readonly dataDirectory: string;
}

/** Pictures and uploads on disk. Processes on several machines share `dataDirectory` (a network file system). */
export function createStorage({ dataSource, dataDirectory }: StorageOptions) {
  const incoming = join(dataDirectory, 'incoming');
  const blobs = new DiskBlobStore(join(dataDirectory, 'images'), incoming);
  const renditions = new RenditionStore(blobs, join(dataDirectory, 'renditions'), incoming);
  const images = new ImageService(dataSource, blobs, renditions);
  const uploads = new UploadStore(join(dataDirectory, 'uploads'), incoming);
  return {
    images,
    uploads,
    resolvers: [],
    routes: [storageRoutes(images, uploads)],
    periodicTasks: [{ name: 'sweep-uploads', everySeconds: 3_600, run: () => uploads.sweep(new Date()) }],
  };
}
