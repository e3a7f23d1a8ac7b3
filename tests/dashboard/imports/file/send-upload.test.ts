import { expect, it } from '@jest/globals';
import { failureOf } from '../../../../dashboard/imports/file/send-upload.js';

const body = (code: string, message: string) =>
  JSON.stringify({ errors: [{ message, extensions: { code } }] });

it.each([
  [400, body('INVALID_INPUT', 'The file is empty'), 'The file is empty'],
  [413, body('INVALID_INPUT', 'At most 4 GiB'), 'At most 4 GiB'],
  [
    413,
    '<html>413 Request Entity Too Large</html>',
    'It is larger than the server takes. Remove columns that you do not need, or split it.',
  ],
  [415, '', 'The server does not take files of this type. Save it as CSV, NDJSON or Parquet.'],
])('says why a file cannot be read (%i)', (status, text, hint) => {
  expect(failureOf(status, text)).toMatchObject({
    words: { title: 'This file can’t be read', hint },
    isOfFile: true,
  });
});

it.each([
  [403, body('FORBIDDEN', 'This needs the role ADMIN'), 'Your role may not do this'],
  [429, '', 'Too many requests'],
  [503, body('UNAVAILABLE', 'The database is away'), 'The server is not ready'],
  [502, '<html>', 'The server cannot be reached'],
  [500, '<html>', 'Something went wrong on the server'],
])('does not blame the file for what is wrong with the server or the person (%i)', (status, text, title) => {
  expect(failureOf(status, text)).toMatchObject({ words: { title }, isOfFile: false });
});
