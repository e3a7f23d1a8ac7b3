import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as later } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { isPacked, unpackedBody } from '../../../../../server/platform/http/requests/packed-bodies.js';

const LIMIT = 500 * 1024;

/** A request as far as its body needs it. */
const request = (encoding: string, headers: object = {}) =>
  ({
    headers: { 'content-encoding': encoding, ...headers },
    routeOptions: { bodyLimit: LIMIT },
  }) as FastifyRequest;

/** A megabyte, packed in a thousand bytes. */
const MEGABYTE = gzipSync(Buffer.alloc(1_000_000, ' '));

/** A body without end: the piece again and again. */
const endless = (piece: Buffer) =>
  Readable.from(
    (async function* () {
      for (;;) yield await later(piece);
    })(),
    { objectMode: false },
  );

/** How much of a body went into unpacking before it failed. */
async function bytesTaken(body: Readable): Promise<number> {
  const unpacked = unpackedBody(request('gzip'), body) as Readable & { receivedEncodedLength: number };
  await expect(buffer(unpacked)).rejects.toMatchObject({ statusCode: 413 });
  body.destroy();
  return unpacked.receivedEncodedLength;
}

describe('unpackedBody', () => {
  it('gives what was packed, in as many members as there are', async () => {
    const body = Readable.from([gzipSync('{"batch"'), gzipSync(':[]}')]);

    expect(String(await buffer(unpackedBody(request('GZIP'), body)))).toBe('{"batch":[]}');
  });

  it('takes a body of exactly the limit, and no byte more', async () => {
    const sizeOf = async (size: number) =>
      (await buffer(unpackedBody(request('gzip'), Readable.from([gzipSync(Buffer.alloc(size))])))).length;

    expect(await sizeOf(LIMIT)).toBe(LIMIT);
    await expect(sizeOf(LIMIT + 1)).rejects.toMatchObject({ statusCode: 413 });
  });

  it('ends where a bomb passes the limit', async () => {
    expect(await bytesTaken(endless(MEGABYTE))).toBeLessThan(100 * 1024); // what the buffers on the way hold
  });

  it('ends where the packed bytes pass the limit, if they unpack to nothing', async () => {
    expect(await bytesTaken(endless(gzipSync('')))).toBeLessThanOrEqual(LIMIT);
  });

  it('does not begin with a body whose stated length is too large', () => {
    const body = Readable.from([MEGABYTE]);

    expect(() => unpackedBody(request('gzip', { 'content-length': `${LIMIT + 1}` }), body)).toThrow(
      'at most 500 KiB',
    );
    expect(body.readableDidRead).toBe(false);
  });

  it.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'nonsense'])('refuses %s', (encoding) => {
    expect(() => unpackedBody(request(encoding), Readable.from([]))).toThrow(
      `The content-encoding ${encoding} cannot be read here`,
    );
  });
});

describe('isPacked', () => {
  it.each([
    ['', false],
    ['identity', false],
    [' Identity ', false],
    ['gzip', true],
    ['br', true],
  ])('takes "%s" for packed: %p', (encoding, expected) => {
    expect(isPacked(request(encoding))).toBe(expected);
  });
});
