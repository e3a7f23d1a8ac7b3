import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeEach, expect, it } from '@jest/globals';
import { DiskBlobStore } from '../../../../../server/platform/storage/blobs/disk-blob-store.js';
import { UploadStore } from '../../../../../server/platform/storage/upload-store.js';
import { filesBelow, useDirectory } from '../../../../support/run/directory.js';

const directory = useDirectory();
let blobs: string;
let incoming: string;
let store: DiskBlobStore;

beforeEach(() => {
  const own = join(directory.path, expect.getState().currentTestName!.replaceAll(' ', '-'));
  blobs = join(own, 'blobs');
  incoming = join(own, 'incoming');
  store = new DiskBlobStore(blobs, incoming);
});

const bytes = (text: string) => [new TextEncoder().encode(text)];

/** RFC 6234's test vector: SHA-256 of "abc". */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

it('gives back the bytes it was given, under their hash', async () => {
  const large = Array.from({ length: 40 }, (_, n) => new Uint8Array(100_000).fill(n));

  const { hash, byteSize } = await store.put(large, 10_000_000);
  const opened = await store.open(hash);

  expect(byteSize).toBe(4_000_000);
  expect(opened!.byteSize).toBe(4_000_000);
  const read = await buffer(opened!.stream);
  expect(read.equals(Buffer.concat(large))).toBe(true);
  expect(createHash('sha256').update(read).digest('hex')).toBe(hash);
});

it('keeps equal bytes once, also when they come at the same time', async () => {
  const stored = await Promise.all(Array.from({ length: 8 }, () => store.put(bytes('abc'), 10)));

  expect(new Set(stored.map(({ hash }) => hash))).toEqual(new Set([ABC]));
  expect(filesBelow(blobs)).toEqual([ABC]);
  expect(filesBelow(incoming)).toEqual([]);
});

it('knows nothing of bytes it was not given', async () => {
  expect(await store.open(ABC)).toBeNull();
});

it('refuses a name that could leave its folder', async () => {
  await expect(store.open('../../../etc/passwd')).rejects.toThrow(RangeError);
});

it.each([
  ['is too large', () => bytes('abcd'), 'larger than 0 MiB'],
  ['breaks off', broken, 'connection lost'],
])('leaves no trace of content that %s', async (_, content, message) => {
  await expect(store.put(content(), 3)).rejects.toThrow(message);

  expect([...filesBelow(blobs), ...filesBelow(incoming)]).toEqual([]);
});

it('shows nothing of a write that was cut short, and sweeps it away after a day', async () => {
  const uploads = new UploadStore(join(incoming, '..', 'uploads'), incoming);
  const end = new EventEmitter();
  const stalled = async function* () {
    yield* bytes('abc');
    await once(end, 'end'); // as a killed process would leave it
  };
  const put = store.put(stalled(), 10);
  while (filesBelow(incoming).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

  expect(filesBelow(blobs)).toEqual([]);
  await uploads.sweep(new Date());
  expect(filesBelow(incoming)).toHaveLength(1);
  await uploads.sweep(new Date(Date.now() + 25 * 3_600_000));
  expect(filesBelow(incoming)).toEqual([]);
  end.emit('end');
  await expect(put).rejects.toThrow('ENOENT');
});

async function* broken() {
  yield* bytes('ab');
  throw new Error('connection lost');
}
