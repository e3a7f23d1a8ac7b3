import { readFileSync, writeFileSync } from 'node:fs';
import { ModelError } from '../../model-error.js';

/** @throws {ModelError} if the file is absent or holds no JSON */
export function readJsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ModelError(`${path} cannot be read; the model folder is incomplete.`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ModelError(`${path} is no JSON; copy or download it again.`, { cause: error });
  }
}

export const writeJsonFile = (path: string, value: object): void =>
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
