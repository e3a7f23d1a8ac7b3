import { setTimeout as sleep } from 'node:timers/promises';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type AccessRule, authorize } from '../access/authorize.js';
import { Role, Scope } from '../access/viewer.js';
import { invalidInput } from '../errors/domain-error.js';
import type { Content } from './blobs/blob-store.js';
import { IMAGE_BYTE_LIMIT, type ImageService } from './images/image.service.js';
import type { UploadStore } from './upload-store.js';

/** Pictures of items, and pictures to score; merchants add those of their own. */
export const ADD_IMAGES: AccessRule = {
  roles: [Role.ANALYST, Role.MERCHANT, Role.ML_ENGINEER],
  scopes: [Scope.CATALOG_WRITE],
};

/** Files to import. */
export const ADD_UPLOADS: AccessRule = { roles: [Role.ANALYST] };

/** Until the file of a form begins. */
const FILE_LIMIT_MS = 30_000;

const UPLOAD_BYTE_LIMIT = 4 * 2 ** 30;

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
      const image = await withFile(request, IMAGE_BYTE_LIMIT, ({ content }) =>
        images.addUnchecked(content, request.viewer),
      );
      const { hash, contentType, byteSize, width, height } = image;
      return reply.code(201).send({ hash, contentType, byteSize, width, height });
    });

    app.post('/api/uploads', TAKES_FILE, async (request, reply) => {
      authorize(request.viewer, ADD_UPLOADS);
      const upload = await withFile(request, UPLOAD_BYTE_LIMIT, ({ name, content }) =>
        uploads.put(name, content, UPLOAD_BYTE_LIMIT),
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

interface SentFile {
  readonly name: string;
  readonly content: Content;
}

/** Reads what is left of a refused file too, so that the client gets the answer instead of a broken connection. */
async function withFile<T>(
  request: FastifyRequest,
  maximumBytes: number,
  keep: (file: SentFile) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) throw invalidInput('Send the file as multipart/form-data');
  const part = await Promise.race([
    request.file({ limits: { fileSize: maximumBytes + 1 } }).catch(refuseBrokenForm),
    noFileInTime(),
  ]);
  if (!part) throw invalidInput('The form has no file');
  try {
    return await keep({ name: part.filename, content: contentOf(part.file) });
  } finally {
    part.file.resume();
  }
}

/** The parser waits for ever behind a long part whose head it cannot read. */
async function noFileInTime(): Promise<never> {
  await sleep(FILE_LIMIT_MS, undefined, { ref: false });
  throw invalidInput(
    `The form has no file within its first ${FILE_LIMIT_MS / 1000} seconds: send the file first`,
  );
}

/** What cannot be read is a fault of the form; what is wrong with the content is for its reader to say. */
async function* contentOf(file: MultipartFile['file']): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* file.iterator({ destroyOnReturn: false });
  } catch (error) {
    refuseBrokenForm(error as Error);
  }
}

/** What the parser of forms throws is about the form; limits have a status, and lost connections a code, of their own. */
function refuseBrokenForm(error: Error & { readonly statusCode?: number; readonly code?: string }): never {
  if (error.statusCode || error.code) throw error;
  throw invalidInput(
    `The form is not whole multipart/form-data with its boundary (${error.message}): send it again`,
  );
}
