import { appendFileSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Something that some tests need and that neither the repository nor `npm ci` brings. */
interface Need {
  readonly isProgram: boolean;
  readonly paths: readonly string[];
  readonly absence: string;
}

/** @param absence what is missing where it is not there, and how to get it */
export const program = (path: string, absence: string): Need => ({ isProgram: true, paths: [path], absence });

/** Public files beside the checkout, too large for it. */
const PUBLIC_FILES = resolve('..', 'shared', 'data');
export const publicFile = (...names: string[]): string => resolve(PUBLIC_FILES, ...names);
export const publicFiles = (paths: readonly string[]): Need => ({
  isProgram: false,
  paths,
  absence: `no large public data set, ${paths.find((path) => !existsSync(path))}`,
});

/** Tests that have what they need. Where it is missing they are skipped, and the run says so at its end. */
export const itWith = (need: Need) => (isHere(need) ? it : it.skip);
export const describeWith = (need: Need) => (isHere(need) ? describe : describe.skip);

function isHere({ isProgram, paths, absence }: Need): boolean {
  if (paths.every((path) => existsSync(path))) return true;
  if (isProgram && process.env.TOILE_REQUIRE_PROGRAMS === '1') throw new Error(`There is ${absence}`);
  appendFileSync(process.env.TOILE_TEST_SKIPPED!, `${expect.getState().testPath}: there is ${absence}\n`);
  return false;
}
