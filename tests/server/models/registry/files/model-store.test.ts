import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  contentHashOf,
  hashed,
  ModelStore,
} from '../../../../../server/models/registry/files/model-store.js';
import { filesBelow, useDirectory } from '../../../../support/run/directory.js';

const directory = useDirectory();
const NONE: ReadonlySet<string> = new Set();
/** RFC 6234's test vector: SHA-256 of "abc". */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

let data: string;
let source: string;
let store: ModelStore;
let count = 0;

beforeEach(async () => {
  data = join(directory.path, `data-${++count}`);
  source = join(directory.path, `source-${count}`);
  store = new ModelStore(data);
  await mkdir(join(source, 'unet'), { recursive: true });
  await writeFile(join(source, 'config.json'), 'abc');
  await writeFile(join(source, 'unet', 'weights'), Buffer.alloc(3_000_000, 7));
});

const FILES = [
  { path: 'config.json', byteSize: 3 },
  { path: 'unet/weights', byteSize: 3_000_000 },
];

describe('keep', () => {
  it('keeps files under their hashes and reports how much of them is done', async () => {
    const done: number[] = [];

    const kept = await store.keep(source, FILES, { report: (bytes, total) => done.push(bytes / total) });

    expect(kept[0]).toEqual({ path: 'config.json', byteSize: 3, hash: ABC });
    expect(await readFile(join(data, 'blobs', 'ba', ABC), 'utf8')).toBe('abc');
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect([done[0], done.at(-1)]).toEqual([3 / 3_000_003, 1]);
    expect(await hashed(source, FILES)).toEqual(kept);
  });

  it('refuses a file that is no longer what was checked', async () => {
    const changed = store.keep(source, [{ path: 'config.json', byteSize: 4 }]);

    await expect(changed).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'The file config.json changed while it was read: leave the folder alone and import it again',
    });
  });

  it('refuses a file that was written since it was checked, though its size is the same', async () => {
    const { mtimeMs: modifiedMs } = await stat(join(source, 'config.json'));
    const checked = { path: 'config.json', byteSize: 3, modifiedMs };
    expect(await store.keep(source, [checked])).toMatchObject([{ hash: ABC }]);
    await writeFile(join(source, 'config.json'), 'xyz');
    await utimes(join(source, 'config.json'), new Date(), new Date(modifiedMs + 1_000));

    const changed = store.keep(source, [checked]);

    await expect(changed).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('config.json changed'),
    });
  });

  it('stops between two pieces of a file, and leaves no part of it', async () => {
    const controller = new AbortController();
    const reason = new Error('somebody cancelled');
    const report = () => controller.abort(reason);

    await expect(store.keep(source, [FILES[1]!], { signal: controller.signal, report })).rejects.toThrow();

    expect(filesBelow(data)).toEqual([]);
  });
});

describe('folderOf', () => {
  it('lays the files of a version out without copying them, once however many ask', async () => {
    const kept = await store.keep(source, FILES);

    const folders = await Promise.all([1, 2, 3].map(() => store.folderOf('some-version', kept)));

    expect(new Set([...folders, await store.folderOf('some-version', kept)]).size).toBe(1);
    expect(await readFile(join(folders[0]!, 'config.json'), 'utf8')).toBe('abc');
    const [link, blob] = await Promise.all([
      stat(join(folders[0]!, 'unet', 'weights')),
      stat(join(data, 'blobs', kept[1]!.hash.slice(0, 2), kept[1]!.hash)),
    ]);
    expect(link.ino).toBe(blob.ino);
    expect(await readdir(join(data, 'partial'))).toEqual([]);
  });
});

describe('sweep', () => {
  it('removes what no version has, and of half-made things those that are older than a day', async () => {
    const [config, weights] = await store.keep(source, FILES);
    await store.folderOf('kept', [config!]);
    await store.folderOf('removed', [weights!]);
    await writeFile(join(data, 'partial', 'old'), '');
    await writeFile(join(data, 'partial', 'young'), '');
    const now = new Date('2026-06-02T12:00:00Z');
    await utimes(join(data, 'partial', 'old'), 0, new Date('2026-06-01T11:59:59Z').getTime() / 1000);
    await utimes(join(data, 'partial', 'young'), 0, new Date('2026-06-01T12:00:01Z').getTime() / 1000);

    await store.sweep(new Set(['kept']), new Set([ABC]), now);

    expect(filesBelow(data).sort()).toEqual([ABC, 'config.json', 'young'].sort());
    await store.sweep(NONE, NONE, now);
    expect(filesBelow(data)).toEqual(['young']);
  });

  it('finds nothing to do before anything was kept', async () => {
    await store.sweep(NONE, NONE, new Date());

    expect(filesBelow(data)).toEqual([]);
  });
});

describe('contentHashOf', () => {
  const a = { path: 'a', hash: '1' };
  const b = { path: 'b', hash: '2' };

  it('does not depend on the order of the files', () => {
    expect(contentHashOf([a, b])).toBe(contentHashOf([b, a]));
  });

  it.each([
    ['bytes', [a, { path: 'b', hash: '3' }]],
    ['name', [a, { path: 'c', hash: '2' }]],
    ['number', [a]],
  ])('depends on their %s', (_, files) => {
    expect(contentHashOf(files)).not.toBe(contentHashOf([a, b]));
  });
});
