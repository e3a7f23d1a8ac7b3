import { mkdir, readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { fileErrorSentence } from '../../../../server/platform/index.js';

const DATA = '/srv/toile';

const failure = (facts: Partial<NodeJS.ErrnoException>) => Object.assign(new Error('E'), facts);
const sentenceOf = (facts: Partial<NodeJS.ErrnoException>) => fileErrorSentence(failure(facts), DATA);

it.each([
  ['EACCES', 'this user may not use it'],
  ['EROFS', 'read-only file system'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', "this user's disk quota is used up"],
])('names the file of %s and says what to do', (code, reason) => {
  const sentence = sentenceOf({ code, syscall: 'open', path: '/srv/toile/toile.lock' });

  expect(sentence).toMatch(new RegExp(`^/srv/toile/toile.lock cannot be used: .*${reason}`));
  expect(sentence).toContain('TOILE_DATA_DIR');
});

it('names the data folder for errors of writing, which have no path', () => {
  expect(sentenceOf({ code: 'ENOSPC', syscall: 'write' })).toMatch(
    /^\/srv\/toile cannot be used: the disk is full/,
  );
});

it('speaks of TOILE_DATA_DIR for the data folder only', () => {
  expect(sentenceOf({ code: 'EACCES', syscall: 'open', path: '/home/a/rejects.csv' })).toBe(
    '/home/a/rejects.csv cannot be used: this user may not use it. Change its owner or its mode',
  );
});

it('explains the errors that the system gives', async () => {
  const impossible = '/proc/none/data';
  const error = await mkdir(impossible).catch((reason: unknown) => reason);

  expect(fileErrorSentence(error, impossible)).toMatch(`${impossible} cannot be used: `);
});

it('leaves what only a defect can cause', async () => {
  const missing = await readFile('/none').catch((error: unknown) => error);

  expect(fileErrorSentence(missing, DATA)).toBeNull();
  expect(sentenceOf({ code: 'ECONNREFUSED', syscall: 'connect' })).toBeNull();
  expect(fileErrorSentence('ENOSPC', DATA)).toBeNull();
});
