import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { UploadStore } from '../../../../server/platform/storage/upload-store.js';
import { filesBelow, useDirectory } from '../../../support/run/directory.js';

const directory = useDirectory();
const uploads = () => new UploadStore(join(directory.path, 'uploads'), join(directory.path, 'incoming'));
const bytes = [new TextEncoder().encode('store,item\n')];

it('gives back the file and the name a person knows it by', async () => {
  const { id } = await uploads().put('C:\\sales\\March.csv', bytes, 100);

  const opened = await uploads().open(id);

  expect(opened).toMatchObject({ id, name: 'March.csv', byteSize: 11 });
  expect(readFileSync(opened.path, 'utf8')).toBe('store,item\n');
});

it('forgets an upload that was removed or is older than a day', async () => {
  const removed = await uploads().put('a.csv', bytes, 100);
  const expired = await uploads().put('b.csv', bytes, 100);

  await uploads().remove(removed.id);
  await uploads().sweep(new Date(Date.now() + 25 * 3_600_000));

  await expect(uploads().open(removed.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(uploads().open(expired.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('keeps nothing of a file that is too large', async () => {
  const before = filesBelow(directory.path);

  await expect(uploads().put('a.csv', bytes, 10)).rejects.toMatchObject({ code: 'INVALID_INPUT' });

  expect(filesBelow(directory.path)).toEqual(before);
});

it.each(['', '..', '../images', '00000000-0000-0000-0000-000000000000'])(
  'knows no upload "%s"',
  async (id) => {
    await expect(uploads().open(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  },
);
