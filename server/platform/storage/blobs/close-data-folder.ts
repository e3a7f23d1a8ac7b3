import { chmod, lstat } from 'node:fs/promises';
import { join } from 'node:path';

/** What earlier versions left readable for everybody who can log in; nothing below a closed folder can be reached. */
const ONCE_OPEN = ['drawings', 'images', 'incoming', 'models', 'renditions', 'uploads'];

/** Closes the folders of a data folder to everybody but their owner. New ones are made closed, by the umask. */
export async function closeDataFolder(dataDirectory: string): Promise<void> {
  for (const name of ONCE_OPEN) {
    const path = join(dataDirectory, name);
    const found = await lstat(path).catch(() => null);
    if (found?.isDirectory() && found.uid === process.getuid?.() && found.mode & 0o077)
      await chmod(path, 0o700);
  }
}
