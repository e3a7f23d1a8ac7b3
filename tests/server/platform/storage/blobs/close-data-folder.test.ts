import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { closeDataFolder } from '../../../../../server/platform/index.js';
import { useDirectory } from '../../../../support/run/directory.js';

const folder = useDirectory();
const modeOf = (name: string) => statSync(join(folder.path, name)).mode & 0o777;

it('closes the folders that earlier versions left open, and no others', async () => {
  for (const name of ['uploads', 'models', 'other']) mkdirSync(join(folder.path, name), { mode: 0o755 });

  await closeDataFolder(folder.path);
  await closeDataFolder(join(folder.path, 'missing'));

  expect(['uploads', 'models', 'other'].map(modeOf)).toEqual([0o700, 0o700, 0o755]);
});
