import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DAY_MS, DiskBlobStore, invalidInput, moveIntoPlace } from '../../../platform/index.js';

/** A file of a model as it lies in a folder. */
export interface FolderFile {
  /** Below the folder, with `/` on every system. */
  readonly path: string;
  readonly byteSize: number;
}

/** A file that was checked where it lies. */
export interface CheckedFile extends FolderFile {
  /** When it was last written, in milliseconds since 1970; any time where absent. */
  readonly modifiedMs?: number;
}

/** A file of a model in the store. */
export interface StoredFile extends FolderFile {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
}

export interface FileWork {
  readonly signal?: AbortSignal | undefined;
  /** Hears how many bytes are done, of how many, over all files. */
  readonly report?: ((done: number, total: number) => void) | undefined;
}

/** The files of models in a folder of its own: bytes under their hash, and folders of links to them for loading. */
export class ModelStore {
  private readonly blobs: DiskBlobStore;
  private readonly partial: string;
  private readonly versions: string;
  private readonly blobFolder: string;

  /** @param directory made when missing; several processes may share it */
  constructor(directory: string) {
    this.partial = join(directory, 'partial');
    this.versions = join(directory, 'versions');
    this.blobFolder = join(directory, 'blobs');
    this.blobs = new DiskBlobStore(this.blobFolder, this.partial);
  }

  /**
   * Keeps the bytes of some files, as a stream: they survive a power cut when this resolves. What was kept before a
   * failure stays until `sweep`.
   *
   * @throws {DomainError} INVALID_INPUT for a file that has another size, or was written, since it was checked
   * @throws the reason of the signal
   */
  async keep(folder: string, files: readonly CheckedFile[], work: FileWork = {}): Promise<StoredFile[]> {
    const kept: StoredFile[] = [];
    const total = files.reduce((sum, { byteSize }) => sum + byteSize, 0);
    let before = 0;
    for (const { path, byteSize, modifiedMs } of files) {
      const report = (done: number) => work.report?.(before + done, total);
      const content = chunksOf(join(folder, path), { signal: work.signal, report });
      const blob = await this.blobs.put(content, Number.MAX_SAFE_INTEGER);
      const { mtimeMs } = await stat(join(folder, path));
      if (blob.byteSize !== byteSize || mtimeMs !== (modifiedMs ?? mtimeMs)) throw changed(path);
      kept.push({ path, ...blob });
      before += byteSize;
    }
    return kept;
  }

  /**
   * A folder with the files of a version, to be read and never written. Asking again gives the same folder.
   *
   * @returns its path
   */
  async folderOf(versionId: string, files: readonly StoredFile[]): Promise<string> {
    const folder = join(this.versions, versionId);
    if (await isThere(folder)) return folder;
    const making = join(this.partial, randomUUID());
    for (const { path, hash } of files) {
      const target = join(making, path);
      await mkdir(dirname(target), { recursive: true });
      await link(this.blobs.pathOf(hash), target);
    }
    await moveIntoPlace(making, folder).catch(async (error) => {
      await rm(making, { recursive: true, force: true });
      if (!(await isThere(folder))) throw error; // else another process was faster
    });
    return folder;
  }

  /**
   * Removes whatever no version has: it must not run while files are being kept.
   *
   * @param versionIds of every version
   * @param hashes     of every file of every version
   */
  async sweep(versionIds: ReadonlySet<string>, hashes: ReadonlySet<string>, now: Date): Promise<void> {
    const shards = await pathsIn(this.blobFolder);
    const blobs = (await Promise.all(shards.map(pathsIn))).flat();
    await removeAll((await pathsIn(this.versions)).filter((path) => !versionIds.has(basename(path))));
    await removeAll(blobs.filter((path) => !hashes.has(basename(path))));
    for (const path of await pathsIn(this.partial)) {
      const found = await stat(path).catch(() => null);
      if (found && found.mtimeMs < now.getTime() - DAY_MS) await removeAll([path]);
    }
  }
}

/** SHA-256 over the paths and hashes of some files, in hexadecimal: the same for the same files in any order. */
export function contentHashOf(files: readonly Pick<StoredFile, 'path' | 'hash'>[]): string {
  const lines = files.map(({ path, hash }) => `${hash}  ${path}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** Some files of a folder with their hashes, without keeping them. */
export const hashed = (folder: string, files: readonly FolderFile[]): Promise<StoredFile[]> =>
  Promise.all(
    files.map(async ({ path }) => {
      const hash = createHash('sha256');
      let byteSize = 0;
      for await (const chunk of chunksOf(join(folder, path))) {
        hash.update(chunk);
        byteSize += chunk.byteLength;
      }
      return { path, byteSize, hash: hash.digest('hex') };
    }),
  );

interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly report?: (done: number) => void;
}

async function* chunksOf(path: string, { signal, report }: Reading = {}): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20, signal })) {
    yield chunk;
    done += chunk.byteLength;
    report?.(done);
  }
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

const pathsIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).map((name) => join(folder, name));

const removeAll = (paths: readonly string[]) =>
  Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })));

const changed = (path: string) =>
  invalidInput(`The file ${path} changed while it was read: leave the folder alone and import it again`);
