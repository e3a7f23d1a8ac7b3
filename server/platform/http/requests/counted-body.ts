import { type Readable, Transform } from 'node:stream';

/**
 * A body whose length shows only as it comes: it fails as soon as it is longer than `maxBytes`.
 *
 * @param refusal the error to fail with
 */
export function countedBody(body: Readable, maxBytes: number, refusal: () => Error): Transform {
  let byteSize = 0;
  const counting = new Transform({
    transform(chunk, _encoding, done) {
      byteSize += chunk.length;
      if (byteSize > maxBytes) done(refusal());
      else done(null, chunk);
    },
  });
  counting.on('error', () => {}); // it may fail before or after its reader listens
  body.once('error', (error) => counting.destroy(error));
  return body.pipe(counting);
}

/** The error of a body that is too long. */
export const tooLarge = (message: string): Error => Object.assign(new Error(message), { statusCode: 413 });
