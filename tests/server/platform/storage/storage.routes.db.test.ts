import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Role, Scope } from '../../../../server/platform/index.js';
import { useServer } from '../../../support/product/serve.js';
import { filesBelow } from '../../../support/run/directory.js';

const server = useServer();
let analyst: string;

beforeAll(async () => {
  analyst = await server.signIn(Role.ANALYST);
});

const picture = (width = 300) =>
  sharp({ create: { width, height: 200, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();

/** Sends one file the way a browser does. */
function send(path: string, bytes: Uint8Array, { name = 'file', cookie = analyst } = {}): Promise<Response> {
  const body = new FormData();
  body.append('file', new File([new Uint8Array(bytes)], name));
  return fetch(server.url + path, { method: 'POST', headers: { cookie }, body });
}

const get = (path: string, headers: Record<string, string> = { cookie: analyst }) =>
  fetch(server.url + path, { headers });

const messageOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { message: string }[] };
  return errors[0]!.message;
};

describe('a picture', () => {
  it('is kept, shown and cached under its hash', async () => {
    const sent = await send('/api/images', await picture());
    const { hash, ...facts } = (await sent.json()) as { hash: string };

    const shown = await get(`/images/${hash}`);
    const bytes = Buffer.from(await shown.arrayBuffer());

    expect(sent.status).toBe(201);
    expect(facts).toEqual({ contentType: 'image/png', byteSize: bytes.length, width: 300, height: 200 });
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.length),
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      etag: `"${hash}"`,
    });
    const again = await get(`/images/${hash}`, { cookie: analyst, 'if-none-match': `"${hash}"` });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('is taken from an ML engineer too, who scores it', async () => {
    const cookie = await server.signIn(Role.ML_ENGINEER);

    expect((await send('/api/images', await picture(), { cookie })).status).toBe(201);
  });

  it('is shown smaller as WebP, and never larger than it is', async () => {
    const { hash } = (await (await send('/api/images', await picture(301))).json()) as { hash: string };

    for (const _ of ['made', 'kept']) {
      const smaller = await get(`/images/${hash}?width=64`);
      const bytes = Buffer.from(await smaller.arrayBuffer());
      expect(smaller.headers.get('content-type')).toBe('image/webp');
      expect(smaller.headers.get('content-length')).toBe(String(bytes.length));
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 64 });
    }
    const whole = await get(`/images/${hash}?width=512`);
    expect(whole.headers.get('content-type')).toBe('image/png');
    await whole.arrayBuffer();
    const odd = await get(`/images/${hash}?width=65`);
    expect([odd.status, await messageOf(odd)]).toEqual([
      400,
      'width must be one of 64, 128, 256, 512, 1024 pixels',
    ]);
  });

  it('needs a signed-in viewer or a key', async () => {
    const { hash } = (await (await send('/api/images', await picture())).json()) as { hash: string };
    const key = await server.addKey(Scope.READ);
    const writer = await server.addKey(Scope.EVENTS_WRITE);
    const status = async (headers: Record<string, string>) => (await get(`/images/${hash}`, headers)).status;

    expect(await status({})).toBe(401);
    expect(await status({ cookie: analyst })).toBe(200);
    expect(await status({ authorization: `Bearer ${key}` })).toBe(404); // nothing of its workspace refers to it
    expect(await status({ authorization: `Bearer ${writer}` })).toBe(403);
  });

  it.each(['0'.repeat(64), 'x', '..%2f..%2fetc%2fpasswd'])('is not found as %s', async (hash) => {
    expect((await get(`/images/${hash}`)).status).toBe(404);
  });

  it.each([
    ['text', async () => Buffer.from('hello'), 'not an image that can be shown'],
    ['half a picture', async () => (await picture()).subarray(0, 200), 'not an image that can be shown'],
    ['nothing', async () => Buffer.alloc(0), 'The file is empty'],
    ['more than 20 MiB', async () => Buffer.alloc(21 * 2 ** 20), 'larger than 20 MiB'],
  ])('is refused as %s, and nothing is kept', async (_, bytes, message) => {
    const before = filesBelow(server.toile.dataDirectory);

    const response = await send('/api/images', await bytes());

    expect(response.status).toBe(400);
    expect(await messageOf(response)).toContain(message);
    expect(filesBelow(server.toile.dataDirectory)).toEqual(before);
  });
});

describe('an upload', () => {
  it('of any size is kept for an import', async () => {
    const bytes = Buffer.alloc(10 * 2 ** 20, 'store,item\n');

    const response = await send('/api/uploads', bytes, { name: 'March.csv' });
    const { uploadId, ...facts } = (await response.json()) as { uploadId: string };

    expect(response.status).toBe(201);
    expect(facts).toEqual({ name: 'March.csv', byteSize: bytes.length });
    const { storage } = server.toile.toile;
    expect(await storage.uploads.open(uploadId)).toMatchObject({ name: 'March.csv', byteSize: bytes.length });
  });

  it.each([
    ['nobody', async () => '', 401],
    ['a merchant', () => server.signIn(Role.MERCHANT), 403],
    ['an expert', () => server.signIn(Role.EXPERT), 403],
  ])('is not taken from %s', async (_, signIn, status) => {
    const response = await send('/api/uploads', Buffer.from('a'), { cookie: await signIn() });

    expect(response.status).toBe(status);
  });

  it('comes as a form', async () => {
    const response = await fetch(`${server.url}/api/uploads`, {
      method: 'POST',
      headers: { cookie: analyst, 'content-type': 'application/json' },
      body: '{}',
    });

    expect([response.status, await messageOf(response)]).toEqual([
      400,
      'Send the file as multipart/form-data',
    ]);
  });
});
