import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { conflict } from '../../errors/domain-error.js';
import { processIdentity } from './process-identity.js';

const LOCK_FILE = 'toile.lock';

/** Long enough for a rival that read the same dead lock to finish replacing it. */
const SETTLE_MS = 50;

const lockContent = z.object({
  /** Tells this holder from every other, also within one process. */
  token: z.string(),
  pid: z.number(),
  /** When the process started: an id alone may have been given to another process since. */
  identity: z.string().nullable(),
  /** Where the process serves; null before it does, and for a command. */
  address: z.string().nullable(),
  /** The running database, password included; null before it runs. */
  databaseUrl: z.string().nullable(),
});

type LockContent = z.infer<typeof lockContent>;

/**
 * Says that one process owns a data folder, and tells commands where its database is. A file of mode 0600
 * since it holds the password. A lock whose process no longer lives is taken over.
 */
export class DataLock {
  private constructor(
    private readonly path: string,
    private content: LockContent,
  ) {}

  /** @throws {DomainError} CONFLICT, saying who holds it, while another process lives that does */
  static async acquire(directory: string): Promise<DataLock> {
    await mkdir(directory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    const identity = await processIdentity(process.pid);
    const lock = new DataLock(pathIn(directory), {
      token: randomUUID(),
      pid: process.pid,
      identity,
      address: null,
      databaseUrl: null,
    });
    if (await lock.create()) return lock;
    await lock.refuseIfHeldByAnother(directory);
    await rm(lock.path, { force: true });
    if (!(await lock.create())) await lock.refuseIfHeldByAnother(directory);
    await sleep(SETTLE_MS);
    await lock.refuseIfHeldByAnother(directory); // a rival may have taken over in the same moment
    return lock;
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

  private async refuseIfHeldByAnother(directory: string): Promise<void> {
    const holder = await findLiveLock(directory);
    if (!holder || holder.token === this.content.token) return;
    const where = holder.address ? `, ${holder.address}` : '';
    throw conflict(
      `Toile already runs on ${directory} (process ${holder.pid}${where}). Stop it first, or choose another folder with TOILE_DATA_DIR.`,
    );
  }

  private async create(): Promise<boolean> {
    try {
      const file = await open(this.path, 'wx', 0o600);
      await file.writeFile(JSON.stringify(this.content));
      await file.close();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }
}

/** The lock of the process that lives on a data folder; null where none does. */
export async function findLiveLock(directory: string): Promise<LockContent | null> {
  const text = await readFile(pathIn(directory), 'utf8').catch(() => null);
  const content = text === null ? null : parse(text);
  if (!content) return null;
  const identity = await processIdentity(content.pid);
  return identity !== null && identity === content.identity ? content : null;
}

const pathIn = (directory: string) => join(directory, LOCK_FILE);

/** Null for a file that a killed process left half written. */
function parse(text: string): LockContent | null {
  try {
    return lockContent.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
