import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/**
 * Builds the dashboard into `dist/pages`, where the server looks, unless what is there was built from the same
 * sources. `npm start` and `npm test` run it each time; with nothing to do it takes a few hundredths of a second.
 */
const SOURCES = 'dashboard';
const OUTPUT = 'dist/pages';
const STAMP = join(OUTPUT, '.built-from');

/** A hash of everything the built files depend on. */
function hashOfSources(): string {
  const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) !== '.md')
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const hash = createHash('sha256');
  for (const file of [...files, 'package-lock.json']) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function isBuiltFrom(hash: string): boolean {
  return existsSync(join(OUTPUT, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash;
}

const hash = hashOfSources();
if (!isBuiltFrom(hash)) {
  const { build } = await import('vite'); // takes longer to load than the check
  for (const config of ['vite.config.ts', 'explorer/vite.config.ts'])
    await build({ configFile: join(SOURCES, config), logLevel: 'warn' }); // the first one empties the folder
  writeFileSync(STAMP, hash);
}
