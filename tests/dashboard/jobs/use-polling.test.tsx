/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { render } from '@testing-library/react';
import { usePolling } from '../../../dashboard/jobs/use-polling.js';

const said: string[] = [];
const query = {
  startPolling: (everyMs: number) => said.push(`every ${everyMs} ms`),
  stopPolling: () => said.push('stop'),
};

function Follower({ isWanted }: { readonly isWanted: boolean }) {
  usePolling(query, 5, isWanted);
  said.push('drawn');
  return null;
}

it('starts and stops once each, after drawing and never while it draws', () => {
  const { rerender, unmount } = render(<Follower isWanted />);
  rerender(<Follower isWanted />);
  rerender(<Follower isWanted={false} />);
  rerender(<Follower isWanted />);
  unmount();

  expect(said).toEqual(['drawn', 'every 5 ms', 'drawn', 'drawn', 'stop', 'drawn', 'every 5 ms', 'stop']);
});
