import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { notFound } from '../errors/domain-error.js';
import { DAY_MS } from '../time/days.js';
import type { Content } from './blobs/blob-store.js';
import { moveIntoPlace, writeDurably } from './blobs/durable-file.js';

/** A file that a person or a program sent, kept until an import has read it or it expires. */
export interface Upload {
  /** Not to be guessed: who knows it may read the file. */
  readonly id: string;
  /** The file's name on the machine of the person, without folders. */
  readonly name: string;
  readonly byteSize: number;
}

export interface OpenUpload extends Upload {
  readonly path: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LIFETIME_MS = DAY_MS;

/** The folder of uploads; several processes may share it. */
export class UploadStore {
  /** @param incoming folder of half-written files, on the same file system */
  constructor(
    private readonly directory: string,
    private readonly incoming: string,
  ) {}

  /**
   * Keeps a file for a day.
   *
   * @throws {DomainError} INVALID_INPUT for more than `maximumBytes`; then nothing is kept
   */
  async put(name: string, content: Content, maximumBytes: number): Promise<Upload> {
    const id = randomUUID();
    const temporary = join(this.incoming, id);
    const { byteSize } = await writeDurably(join(temporary, 'content'), content, maximumBytes).catch(
      async (error) => {
        await rm(temporary, { recursive: true, force: true });
        throw error;
      },
    );
    const upload: Upload = { id, name: basename(name.replaceAll('\\', '/')) || 'upload', byteSize };
    await writeFile(join(temporary, 'upload.json'), JSON.stringify(upload));
    await moveIntoPlace(temporary, join(this.directory, id));
    return upload;
  }

  /** @throws {DomainError} NOT_FOUND for an unknown upload, or one that has expired */
  async open(id: string): Promise<OpenUpload> {
    const folder = join(this.directory, UUID.test(id) ? id : 'none');
    const text = await readFile(join(folder, 'upload.json'), 'utf8').catch(() => null);
    if (text === null) throw notFound('Upload', id);
    return { ...(JSON.parse(text) as Upload), path: join(folder, 'content') };
  }

  /** Removes an upload that is no longer needed; nothing happens where there is none. */
  async remove(id: string): Promise<void> {
    if (UUID.test(id)) await rm(join(this.directory, id), { recursive: true, force: true });
  }

  /** Removes what is older than a day: uploads, and what interrupted writes left. */
  async sweep(now: Date): Promise<void> {
    for (const folder of [this.directory, this.incoming]) {
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name);
        const found = await stat(path).catch(() => null);
        if (found && found.mtimeMs < now.getTime() - LIFETIME_MS)
          await rm(path, { recursive: true, force: true });
      }
    }
  }
}
