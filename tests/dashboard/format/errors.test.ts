import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { expect, it } from '@jest/globals';
import { errorSentence, errorWords } from '../../../dashboard/format/errors.js';

const graphqlError = (code: string, message: string) =>
  new CombinedGraphQLErrors({ data: null, errors: [{ message, extensions: { code } }] });

it('passes on what the server says about a mistake of the caller', () => {
  expect(errorSentence(graphqlError('INVALID_INPUT', 'confidence must lie between 0.5 and 0.999'))).toBe(
    'confidence must lie between 0.5 and 0.999',
  );
  expect(errorSentence(graphqlError('NOT_FOUND', 'There is no dataset "picks"'))).toBe(
    'There is no dataset "picks"',
  );
});

it('hides what a defect says', () => {
  expect(errorSentence(graphqlError('INTERNAL_SERVER_ERROR', 'hunter2'))).not.toContain('hunter2');
});

it('tells a server that is starting from one that cannot be reached', () => {
  const starting = new ServerError('busy', { response: new Response(null, { status: 503 }), bodyText: '' });

  expect(errorWords(starting).title).toBe('The server is not ready');
  expect(errorWords(new TypeError('fetch failed')).title).toBe('The server cannot be reached');
});
