import fc, { type Arbitrary } from 'fast-check';
import type { Door, FuzzRequest } from './request.js';
import { mostly, oddText } from './values.js';

const BOUNDARY = 'fuzz-boundary';

/** Files as multipart/form-data: whole, cut off, and with what browsers never send. */
export const uploadDoor = (png: Buffer): Door => ({
  name: 'upload',
  server: 'product',
  share: 0.1,
  mainSender: 'administrator',
  requests: fc
    .record({
      path: fc.constantFrom('/api/images', '/api/uploads'),
      contentType: mostly(fc.constant(`multipart/form-data; boundary=${BOUNDARY}`), brokenTypes),
      body: mostly(forms(png), fc.constantFrom(Buffer.alloc(0), Buffer.from('--'), png)),
    })
    .map(
      ({ path, contentType, body }): FuzzRequest => ({
        method: 'POST',
        path,
        headers: { 'content-type': contentType as string },
        body: body as Buffer,
      }),
    ),
});

/** What is read back by a name: images, rejects, pages. */
export const fileDoor = (hashes: readonly string[], ids: readonly string[]): Door => ({
  name: 'file',
  server: 'product',
  share: 0.1,
  mainSender: 'administrator',
  requests: fc
    .oneof(
      fc
        .tuple(
          mostly(fc.constantFrom(...hashes), oddText),
          fc.constantFrom('', '?width=64', '?width=65', '?width='),
        )
        .map(([hash, query]) => `/images/${encodeURIComponent(wellFormed(String(hash)))}${query}`),
      mostly(fc.constantFrom(...ids), oddText).map(
        (id) => `/api/imports/${encodeURIComponent(wellFormed(String(id)))}/rejects`,
      ),
      fc.constantFrom(
        '/',
        '/stores',
        '/%zz',
        '/images/%00',
        '/..%2f..%2fetc%2fpasswd',
        '/assets/x',
        '/health/ready',
        '/metrics',
        '//',
      ),
    )
    .chain((path) =>
      fc.tuple(methods, etags(hashes)).map(([method, headers]) => ({ method, path, headers })),
    ),
});

const methods = mostly(
  fc.constantFrom('GET', 'HEAD'),
  fc.constantFrom('PUT', 'DELETE', 'OPTIONS', 'PATCH'),
) as Arbitrary<string>;

const etags = (hashes: readonly string[]) =>
  fc.constantFrom<Record<string, string>>(
    {},
    { 'if-none-match': `"${hashes[0]}"` },
    { range: 'bytes=9999999-' },
    { accept: 'text/html' },
  );

const wellFormed = (text: string) => text.replace(/[\ud800-\udfff]/g, '?');

const brokenTypes = fc.constantFrom(
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=other',
  `multipart/form-data; boundary=${'x'.repeat(300)}`,
  'multipart/mixed; boundary=fuzz-boundary',
  'application/octet-stream',
  'image/png',
);

interface Part {
  readonly head: string;
  readonly content: Buffer;
}

function forms(png: Buffer): Arbitrary<Buffer> {
  const contents = fc.constantFrom(
    png,
    png.subarray(0, png.length >> 1),
    Buffer.alloc(0),
    Buffer.from('store,item,origin\n1,2,3\n'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    Buffer.alloc(100_000, 7),
  );
  const part = fc.record<Part>({
    head: heads,
    content: fc.oneof(contents, fc.uint8Array({ maxLength: 200 }).map(Buffer.from)),
  });
  const whole = fc.array(part, { maxLength: 3 }).map(formOf);
  return mostly(
    whole,
    whole.map((form) => form.subarray(0, form.length - 12)),
  ) as Arbitrary<Buffer>;
}

const heads = mostly(
  fc.constantFrom(
    'Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png',
    'Content-Disposition: form-data; name="note"',
  ),
  fc.constantFrom(
    'Content-Disposition: form-data; name="__proto__"; filename="../../x"',
    'Content-Disposition: form-data; name="file"; filename=""',
    'Content-Disposition: form-data',
    'Content-Type: text/plain; charset=nothing',
    `X-Long: ${'a'.repeat(20_000)}`,
    '',
    'no colon',
  ),
) as Arbitrary<string>;

const formOf = (parts: readonly Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ head, content }) => [
      Buffer.from(`--${BOUNDARY}\r\n${head}\r\n\r\n`),
      content,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
