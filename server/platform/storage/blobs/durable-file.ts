import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { invalidInput } from '../../errors/domain-error.js';
import type { Content, StoredBlob } from './blob-store.js';

/**
 * Writes a new file that is on the disk, not in a cache, when this resolves. Nothing is left of one that fails.
 *
 * @throws {DomainError} INVALID_INPUT for more than `maximumBytes`
 */
export async function writeDurably(
  path: string,
  content: Content,
  maximumBytes: number,
): Promise<StoredBlob> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx');
  try {
    const written = await writeAll(file, content, maximumBytes);
    await file.sync();
    return written;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, content: Content, maximumBytes: number): Promise<StoredBlob> {
  const hash = createHash('sha256');
  let byteSize = 0;
  for await (const chunk of content) {
    byteSize += chunk.byteLength;
    if (byteSize > maximumBytes) throw tooLarge(maximumBytes);
    hash.update(chunk);
    await file.writeFile(chunk); // continues where the last one ended
  }
  return { hash: hash.digest('hex'), byteSize };
}

/**
 * Gives a file or folder its final name in one step, and the step to the disk: a reader finds all of it or nothing.
 * A file of that name is replaced.
 */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  const firstMade = await mkdir(folder, { recursive: true });
  await rename(from, to);
  await syncFolder(folder);
  for (let made = firstMade && folder; made && made.length >= firstMade!.length; made = dirname(made))
    await syncFolder(dirname(made));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

export const tooLarge = (maximumBytes: number) =>
  invalidInput(`The file is larger than ${Math.floor(maximumBytes / 2 ** 20)} MiB, which is the limit`);
