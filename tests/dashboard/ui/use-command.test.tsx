/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { ApolloLink } from '@apollo/client';
import { expect, it } from '@jest/globals';
import { Notifications } from '@mantine/notifications';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { Observable } from 'rxjs';
import { RevokeApiKeyDocument } from '../../../dashboard/generated/graphql.js';
import { CommandError } from '../../../dashboard/ui/command/CommandError.js';
import { useCommand } from '../../../dashboard/ui/command/use-command.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const ANSWER = { data: { revokeApiKey: { __typename: 'ApiKey', id: 'k1', revokedAt: null } } };

/** A server that answers a moment later; what it was sent is in `sent`. */
function slowServer(answer: ApolloLink.Result | Error) {
  const sent: unknown[] = [];
  const link = new ApolloLink(({ variables }) => {
    sent.push(variables);
    return new Observable((observer) => {
      setTimeout(() => {
        if (answer instanceof Error) return observer.error(answer);
        observer.next(answer);
        observer.complete();
      }, 20);
    });
  });
  return { link, sent };
}

function Revoke({ failureTitle }: { readonly failureTitle?: string }) {
  const [outcome, setOutcome] = useState('');
  const { run, error } = useCommand(RevokeApiKeyDocument, {
    ...(failureTitle && { failureTitle }),
    onDone: ({ revokeApiKey: { id } }) => setOutcome(`revoked ${id}`),
  });
  return (
    <>
      <Notifications />
      <button type="button" onClick={() => run({ id: 'k1' })}>
        Revoke
      </button>
      <CommandError error={error} />
      {outcome}
    </>
  );
}

it('a double click sends a command once, with its input, and its success is reported', async () => {
  const { link, sent } = slowServer(ANSWER);
  renderPage(<Revoke />, { link });

  fireEvent.click(screen.getByText('Revoke'));
  fireEvent.click(screen.getByText('Revoke'));

  expect(await screen.findByText('revoked k1')).toBeTruthy();
  expect(sent).toEqual([{ input: { id: 'k1' } }]);
});

it('a failed command shows why and can be sent again', async () => {
  const { link, sent } = slowServer(new Error('the line is down'));
  renderPage(<Revoke />, { link });

  fireEvent.click(screen.getByText('Revoke'));
  expect(await screen.findByRole('alert')).toBeTruthy();
  fireEvent.click(screen.getByText('Revoke'));

  await waitFor(() => expect(sent).toHaveLength(2));
});

it('a command without a form notifies of its failure', async () => {
  const { link } = slowServer(new Error('the line is down'));
  renderPage(<Revoke failureTitle="Not revoked" />, { link });

  fireEvent.click(screen.getByText('Revoke'));

  expect(await screen.findByText('Not revoked')).toBeTruthy();
});
