import sharp from 'sharp';
import type { DataSource } from 'typeorm';
import { ModelRunKind } from '../../../server/models/runs/records/model-run.entity.js';
import { startRunUnchecked } from '../../../server/models/runs/start-run.js';
import type { Viewer } from '../../../server/platform/index.js';
import type { Toile } from '../../../server/schema.js';

export type Picture = Awaited<ReturnType<typeof picture>>;

interface Product {
  readonly toile: Toile;
  readonly dataSource: DataSource;
}

let color = 0;

/** An image that differs from all before. */
export async function picture() {
  const background = { r: ++color, g: 100, b: 100 };
  const create = { width: 80, height: 60, channels: 3 as const, background };
  return { bytes: await sharp({ create }).png().toBuffer(), contentType: 'image/png', width: 80, height: 60 };
}

/** Sends an image as a browser does. @returns its hash */
export async function sendPicture(
  url: string,
  headers: Readonly<Record<string, string>>,
  { bytes }: Picture,
): Promise<string> {
  const body = new FormData();
  body.append('file', new File([new Uint8Array(bytes)], 'a.png'));
  const response = await fetch(`${url}/api/images`, { method: 'POST', headers, body });
  return ((await response.json()) as { hash: string }).hash;
}

/** An image in the store of images that nobody sent. @returns its hash */
export async function keepPicture({ toile, dataSource }: Product): Promise<string> {
  return (await toile.storage.images.addCleanUnchecked(dataSource.manager, await picture())).hash;
}

/** An image that a model drew for a viewer. @returns its hash */
export async function drawPicture(
  product: Product,
  viewer: Viewer,
  store: { readonly id: string; readonly workspaceId: string },
): Promise<string> {
  const { toile, dataSource } = product;
  const [version] = await dataSource.query(
    `INSERT INTO model_versions (kind, name, architecture, config, byte_size, created_by, content_hash)
     VALUES ('GENERATOR', 'x', 'x', '{}', 0, 'x', 'x') RETURNING id`,
  );
  const run = await startRunUnchecked({ dataSource, jobs: toile.jobs.service }, viewer, {
    kind: ModelRunKind.GENERATE,
    workspaceId: store.workspaceId,
    storeId: store.id,
    versionId: version.id,
    seed: 1,
    settings: {},
    task: 'generate-candidates',
  });
  const hash = await keepPicture(product);
  await dataSource.query(
    'INSERT INTO generated_images (run_id, position, image_hash, seed) VALUES ($1, 0, $2, 1)',
    [run.id, hash],
  );
  return hash;
}
