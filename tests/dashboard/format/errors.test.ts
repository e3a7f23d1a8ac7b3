import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { expect, it } from '@jest/globals';
import { errorSentence, errorWords } from '../../../dashboard/format/errors.js';

const graphqlError = (code: string, message: string, facts: object = {}) =>
  new CombinedGraphQLErrors({ data: null, errors: [{ message, extensions: { code, ...facts } }] });

it('passes on what the server says about a mistake of the caller', () => {
  expect(errorSentence(graphqlError('INVALID_INPUT', 'confidence must lie between 0.5 and 0.999'))).toBe(
    'confidence must lie between 0.5 and 0.999',
  );
  expect(errorSentence(graphqlError('NOT_FOUND', 'There is no dataset "picks"'))).toBe(
    'There is no dataset "picks"',
  );
});

it('says of what took too long what the server advises', () => {
  expect(errorSentence(graphqlError('TIMEOUT', 'It was stopped: ask for less'))).toBe(
    'This took too long. It was stopped: ask for less',
  );
});

it('names roles and things as people do, whatever the words of the server', () => {
  const roles = ['ADMIN', 'ML_ENGINEER', 'PM'];

  expect(errorWords(graphqlError('FORBIDDEN', 'No', { roles })).hint).toBe(
    'This is for the roles Administrator, ML engineer and Product manager.',
  );
  expect(errorWords(graphqlError('FORBIDDEN', 'No', { roles: ['ADMIN'] })).hint).toBe(
    'This is for the role Administrator.',
  );
  expect(errorWords(graphqlError('NOT_FOUND', 'No', { entity: 'ModelRun' })).hint).toBe(
    'It may have been deleted, or it belongs to another workspace. Go back to the list it was in.',
  );
});

it('blames the role only for what another role may do', () => {
  const wrong = graphqlError('FORBIDDEN', 'The current password is wrong');

  expect(errorWords(wrong).title).toBe('This is not allowed');
  expect(errorSentence(wrong)).toBe('The current password is wrong');
  expect(errorSentence(graphqlError('FORBIDDEN', 'No', { roles: ['ADMIN'] }))).toBe(
    'Your role may not do this. This is for the role Administrator.',
  );
});

it('names what happened where the server names only the thing that is gone', () => {
  expect(errorSentence(graphqlError('NOT_FOUND', 'User u1 does not exist', { entity: 'User' }))).toMatch(
    /^Not found\. It may have been deleted/,
  );
});

it('reads no meaning out of a sentence', () => {
  for (const message of ['This needs the role ADMIN or PM', 'ModelRun 3 does not exist'])
    expect(errorWords(graphqlError('NOT_FOUND', message)).hint).toBe(message);
});

it('hides what a defect says', () => {
  expect(errorSentence(graphqlError('INTERNAL_SERVER_ERROR', 'hunter2'))).not.toContain('hunter2');
});

it('says to wait where the server refuses too many requests', () => {
  const response = new Response(null, { status: 429 });

  expect(errorWords(new ServerError('no', { response, bodyText: '' }))).toEqual({
    title: 'Too many requests',
    hint: 'Wait a minute, then try again.',
  });
});

it('tells a server that is starting from one that cannot be reached', () => {
  const starting = new ServerError('busy', { response: new Response(null, { status: 503 }), bodyText: '' });

  expect(errorWords(starting).title).toBe('The server is not ready');
  expect(errorWords(new TypeError('fetch failed')).title).toBe('The server cannot be reached');
});

it.each([502, 504])('says that a proxy does not reach the server (%i)', (status) => {
  const refused = new ServerError('gone', { response: new Response(null, { status }), bodyText: '<html>' });

  expect(errorWords(refused).title).toBe('The server cannot be reached');
});
