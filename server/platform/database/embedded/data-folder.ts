import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** PostgreSQL, which then runs as another user, has to pass through to its own folder. */
const MODE_OF_ROOT = 0o711;
const MODE = 0o700;

/** Makes a data folder, and those above it, if they are missing: whatever the umask, nobody else lists them. */
export async function makeDataFolder(directory: string): Promise<void> {
  const mode = process.getuid?.() === 0 ? MODE_OF_ROOT : MODE;
  const first = await mkdir(directory, { recursive: true });
  for (let made = directory; first && made.length >= first.length; made = dirname(made))
    await chmod(made, mode);
}
