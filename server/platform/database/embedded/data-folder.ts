import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** PostgreSQL, which then runs as another user, has to pass through to its own folder. */
const MODE_OF_ROOT = 0o711;
const MODE = 0o700;

/**
 * Makes a data folder, and those above it, if they are missing. Whatever the umask, nobody else lists them. Node's own
 * way to make several folders never ends in some that the system owns.
 */
export async function makeDataFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeDataFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    if (await isFolder(path)) return; // another process has made it just now
    throw error;
  }
  await chmod(path, process.getuid?.() === 0 ? MODE_OF_ROOT : MODE);
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
