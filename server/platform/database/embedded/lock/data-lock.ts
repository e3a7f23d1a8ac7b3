import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { VERSION } from '../../../config/version.js';
import { makeDataFolder } from './data-folder.js';
import { processIdentity } from './process-identity.js';

const LOCK_FILE = 'toile.lock';

/** Long enough for a rival that read the same dead lock to finish replacing it. */
const SETTLE_MS = 50;

const lockContent = z.object({
  /** A server stays and lends its database to commands; a command soon ends, and others wait for that. */
  holder: z.enum(['server', 'command']).default('server'),
  /** Tells this holder from every other, also within one process. */
  token: z.string(),
  pid: z.number(),
  /** When the process started: an id alone may have been given to another process since. */
  identity: z.string().nullable(),
  /** Where the process serves; null before it does, and for a command. */
  address: z.string().nullable(),
  /** The running database, password included; null before it runs. */
  databaseUrl: z.string().nullable(),
  /** Of Toile; null for a process that is older than this field. */
  version: z.string().nullable().default(null),
});

export type LockContent = z.infer<typeof lockContent>;

/**
 * Says that one process owns a data folder, and tells commands where its database is. A file of mode 0600
 * since it holds the password. A lock whose process no longer lives is taken over.
 */
export class DataLock {
  private constructor(
    private readonly path: string,
    private content: LockContent,
  ) {}

  /** Null while another process lives that holds it. */
  static async tryAcquire(directory: string, holder: LockContent['holder']): Promise<DataLock | null> {
    await makeDataFolder(directory);
    const identity = await processIdentity(process.pid);
    const lock = new DataLock(pathIn(directory), {
      holder,
      token: randomUUID(),
      pid: process.pid,
      identity,
      address: null,
      databaseUrl: null,
      version: VERSION,
    });
    if (await lock.create()) return lock;
    if (await findLiveLock(directory)) return null;
    await rm(lock.path, { force: true });
    await lock.create();
    await sleep(SETTLE_MS); // a rival may take over in the same moment
    const held = await findLiveLock(directory);
    return held?.token === lock.content.token ? lock : null;
  }

  /** Adds what commands need to know; readers see the old content or the new, never a part. */
  async announce(facts: Partial<Pick<LockContent, 'address' | 'databaseUrl'>>): Promise<void> {
    this.content = { ...this.content, ...facts };
    const draft = `${this.path}.${process.pid}`;
    await writeFile(draft, JSON.stringify(this.content), { mode: 0o600 });
    await rename(draft, this.path);
  }

  async release(): Promise<void> {
    await rm(this.path, { force: true });
  }

  /** Whole at once, so that nobody reads an empty file and takes it for one of the dead. */
  private async create(): Promise<boolean> {
    const draft = `${this.path}.${this.content.token}`;
    try {
      await writeFile(draft, JSON.stringify(this.content), { mode: 0o600 });
      await link(draft, this.path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }
}

/** The lock of the process that lives on a data folder; null where none does. */
export async function findLiveLock(directory: string): Promise<LockContent | null> {
  const text = await readFile(pathIn(directory), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '';
    throw error;
  });
  const content = parse(text);
  if (!content) return null;
  const identity = await processIdentity(content.pid);
  return identity !== null && identity === content.identity ? content : null;
}

const pathIn = (directory: string) => join(directory, LOCK_FILE);

/** Null without a file, and for one that a killed process left half written. */
function parse(text: string): LockContent | null {
  try {
    return lockContent.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
