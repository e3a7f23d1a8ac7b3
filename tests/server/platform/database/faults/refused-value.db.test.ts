import { expect, it } from '@jest/globals';
import { refusedValue } from '../../../../../server/platform/database/faults/refused-value.js';
import { useDatabase } from '../../../../support/database/database.js';

const database = useDatabase();

const refusalOf = async (query: string, ...values: string[]) =>
  refusedValue(await database.dataSource.query(query, values).catch((error: unknown) => error));

it.each([
  ['SELECT $1::text', 'a\u0000', 'U+0000'],
  ['SELECT $1::jsonb', '"\\u0000"', 'U+0000'],
  ['SELECT $1::jsonb', JSON.stringify('red \ud800'), 'half of a character'],
  ['SELECT $1::date', '0000-01-01', 'out of range'],
  ['SELECT $1::uuid', 'x', 'not an id'],
])('says in a sentence what is wrong: %s of %j', async (query, value, sentence) => {
  expect(await refusalOf(query, value)).toContain(sentence);
});

it('leaves what only a defect of the server can cause', async () => {
  expect(await refusalOf('SELECT $1::jsonb', '{')).toBeNull();
  expect(await refusalOf('SELECT nothing')).toBeNull();
  expect(refusedValue('22021')).toBeNull();
});
