import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { countedBody, tooLarge } from './counted-body.js';

/** Whether the body of a request is packed, in whatever form. */
export const isPacked = (request: FastifyRequest): boolean => !['', 'identity'].includes(encodingOf(request));

/**
 * The body of a request that is packed with gzip, unpacked while it is read. Packed and unpacked it may have as many
 * bytes as the route takes; unpacking ends where that is passed.
 *
 * @throws {Error} 415 for another form than gzip, 413 for a body that states its length and is too large; reading fails
 *   with 413 or, where the body is not gzip, with an error of zlib
 */
export function unpackedBody(request: FastifyRequest, body: Readable): Readable {
  if (!['gzip', 'x-gzip'].includes(encodingOf(request))) throw unknownEncoding(request);
  const maxBytes = request.routeOptions.bodyLimit;
  const refusal = () =>
    tooLarge(`A body may have at most ${maxBytes / 1024} KiB, also unpacked: send less at a time`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw refusal();
  const packed = countedBody(body, maxBytes, refusal);
  const gunzip = createGunzip();
  packed.once('error', (error) => gunzip.destroy(error));
  const unpacked = countedBody(packed.pipe(gunzip), maxBytes, refusal);
  unpacked.once('close', () => {
    gunzip.destroy();
    body.unpipe(packed).resume(); // what is still to come is thrown away, so that the connection stays usable
  });
  /** What Fastify compares with the stated length. */
  return Object.defineProperty(unpacked, 'receivedEncodedLength', { get: () => gunzip.bytesWritten });
}

const encodingOf = ({ headers }: FastifyRequest): string =>
  (headers['content-encoding'] ?? '').trim().toLowerCase();

const unknownEncoding = (request: FastifyRequest): Error =>
  Object.assign(
    new Error(
      `The content-encoding ${encodingOf(request)} cannot be read here: send the body as gzip, or as it is`,
    ),
    { statusCode: 415 },
  );
