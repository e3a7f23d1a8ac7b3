import { describe, expect, it } from '@jest/globals';
import { isSubscription, withKnownName } from '../../../dashboard/explorer/fetch-operation.js';
import { toViewerState } from '../../../dashboard/explorer/use-viewer.js';

describe('what the explorer sends', () => {
  const query = 'query Stores { a } subscription Job { b }';

  it('goes over the stream if the operation that is asked for is a subscription', () => {
    expect(isSubscription({ query, operationName: 'Job' })).toBe(true);
    expect(isSubscription({ query, operationName: 'Stores' })).toBe(false);
    expect(isSubscription({ query: 'mutation { c }' })).toBe(false);
  });

  it('names no operation that the document has lost', () => {
    expect(withKnownName({ query: '{ a }', operationName: 'Stores' })).toEqual({ query: '{ a }' });
    expect(withKnownName({ query, operationName: 'Stores' })).toEqual({ query, operationName: 'Stores' });
  });
});

describe('who the explorer says is signed in', () => {
  const viewer = {
    __typename: 'Viewer',
    id: '1',
    email: 'a@b',
    name: 'Ada',
    role: 'ADMIN',
    hasPassword: true,
  };

  it('is signed out if the server refuses or knows no viewer', () => {
    const refused = { data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] };
    expect(toViewerState(refused)).toEqual({ kind: 'signed-out' });
    expect(toViewerState({ data: { viewer: null, workspaces: [] } })).toEqual({ kind: 'signed-out' });
  });

  it('is someone who sees no workspace if the role may not ask for them', () => {
    const refused = { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] };
    expect(toViewerState(refused)).toEqual({ kind: 'without-workspace' });
  });

  it('is unknown where the server fails', () => {
    expect(toViewerState({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] })).toEqual({
      kind: 'failed',
    });
  });

  it('is the person of the session, with their workspaces', () => {
    const data = { viewer, workspaces: [] } as Parameters<typeof toViewerState>[0]['data'];
    expect(toViewerState({ data })).toEqual({ kind: 'signed-in', viewer, workspaces: [] });
  });
});
