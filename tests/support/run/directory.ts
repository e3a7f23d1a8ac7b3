import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';

/** A folder of the test file's own, removed afterwards: read `path` inside tests. */
export function useDirectory() {
  const held = { path: '' };
  beforeAll(() => {
    held.path = mkdtempSync(join(tmpdir(), 'toile-test-files-'));
  });
  afterAll(() => rmSync(held.path, { recursive: true, force: true }));
  return held as {
    readonly path: string;
  };
}

/** Names of the files anywhere below a folder; none where there is no folder. */
export function filesBelow(path: string): string[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name] : [],
    );
  } catch {
    return [];
  }
}

/** Paths anywhere below a folder that another user than their owner may read, write or enter. */
export function openToOthers(path: string): string[] {
  return (readdirSync(path, { recursive: true }) as string[]).filter((name) => {
    const found = lstatSync(join(path, name), { throwIfNoEntry: false });
    return found !== undefined && !found.isSymbolicLink() && (found.mode & 0o077) !== 0;
  });
}
