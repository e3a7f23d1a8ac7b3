import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** When we are root, PostgreSQL runs as another user, who has to pass through to its own folder. */
const PASSAGE = 0o011;
const MODE = 0o700;

const isRoot = () => process.getuid?.() === 0;

/**
 * Makes a data folder, and those above it, if they are missing. Whatever the umask, no other user can list them. One of
 * root's that exists is opened as far as PostgreSQL needs.
 */
export async function makeDataFolder(directory: string): Promise<void> {
  await makeFolder(directory);
  const { uid, mode } = await stat(directory);
  if (isRoot() && uid === 0 && !(mode & 0o001)) await chmod(directory, (mode & 0o7777) | PASSAGE);
}

/** Node's own way to make several folders never ends in some that the system owns. */
async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    if (await isFolder(path)) return; // another process has made it just now
    throw error;
  }
  await chmod(path, isRoot() ? MODE | PASSAGE : MODE);
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
