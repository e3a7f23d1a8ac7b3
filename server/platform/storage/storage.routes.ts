import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type AccessRule, authorize } from '../access/authorize.js';
import { Role, Scope } from '../access/viewer.js';
import { invalidInput } from '../errors/domain-error.js';
import { type ImageService, MAX_IMAGE_BYTES } from './images/image.service.js';
import { withFile } from './sent-file.js';
import type { UploadStore } from './upload-store.js';

/** Images of items, and images to score; merchants add those of their own. */
export const ADD_IMAGES: AccessRule = {
  roles: [Role.ANALYST, Role.MERCHANT, Role.ML_ENGINEER],
  scopes: [Scope.CATALOG_WRITE],
};

/** Files to import. */
export const ADD_UPLOADS: AccessRule = { roles: [Role.ANALYST] };

const MAX_UPLOAD_BYTES = 4 * 2 ** 30;

/** A few widths, so that nobody fills the disk with copies. */
export const RENDITION_WIDTHS = [64, 128, 256, 512, 1024] as const;

/** A hash names the same bytes for ever; only the person's own browser keeps them, since they took a sign-in. */
const FOR_EVER = 'private, max-age=31536000, immutable';

/**
 * `GET /images/:hash?width=`, `POST /api/images` -> `{hash, contentType, byteSize, width, height}` and
 * `POST /api/uploads` -> `{uploadId, name, byteSize}`; both take one file as multipart/form-data.
 */
export const storageRoutes =
  (images: ImageService, uploads: UploadStore): FastifyPluginAsync =>
  async (app: FastifyInstance) => {
    await app.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 10_000 } });

    app.get<ImageRequest>('/images/:hash', (request, reply) => sendImage(images, request, reply));

    app.post('/api/images', TAKES_FILE, async (request, reply) => {
      authorize(request.viewer, ADD_IMAGES);
      const image = await withFile(request, MAX_IMAGE_BYTES, ({ content }) =>
        images.addUnchecked(content, request.viewer),
      );
      const { hash, contentType, byteSize, width, height } = image;
      return reply.code(201).send({ hash, contentType, byteSize, width, height });
    });

    app.post('/api/uploads', TAKES_FILE, async (request, reply) => {
      authorize(request.viewer, ADD_UPLOADS);
      const upload = await withFile(request, MAX_UPLOAD_BYTES, ({ name, content }) =>
        uploads.put(name, content, MAX_UPLOAD_BYTES),
      );
      return reply.code(201).send({ uploadId: upload.id, name: upload.name, byteSize: upload.byteSize });
    });
  };

const TAKES_FILE = { config: { takesFile: true } };

interface ImageRequest {
  Params: { hash: string };
  Querystring: { width?: string };
}

async function sendImage(
  images: ImageService,
  { viewer, params: { hash }, query, headers }: FastifyRequest<ImageRequest>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const width = widthOf(query.width);
  const etag = `"${width === null ? hash : `${hash}-${width}`}"`;
  const image = await images.get(viewer, hash); // before anything is answered, 304 too
  const kept = { etag, 'cache-control': FOR_EVER, 'x-content-type-options': 'nosniff' };
  if (headers['if-none-match'] === etag) return reply.code(304).headers(kept).send();
  const { contentType, byteSize, stream } = await images.openUnchecked(image, width);
  return reply.headers({ ...kept, 'content-type': contentType, 'content-length': byteSize }).send(stream);
}

function widthOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const width = RENDITION_WIDTHS.find((known) => String(known) === text);
  if (!width) throw invalidInput(`width must be one of ${RENDITION_WIDTHS.join(', ')} pixels`);
  return width;
}
