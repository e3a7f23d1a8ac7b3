import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { errorSentence } from '../../format/errors.js';
import { ResumeRunDocument } from '../../generated/graphql.js';

export interface ResumeButtonProps {
  /** Of the run. */
  readonly id: string;
  /** Whether it took a step before it failed. */
  readonly began: boolean;
}

/** Lets a failed training go on, which its page then follows; a refusal is shown in the server's words. */
export function ResumeButton({ id, began }: ResumeButtonProps) {
  const [resume, { loading }] = useMutation(ResumeRunDocument, {
    variables: { input: { id } },
    onError: (error) =>
      notifications.show({ color: 'madder', title: 'Not resumed', message: errorSentence(error) }),
  });
  return (
    <Button size="xs" loading={loading} onClick={() => resume()}>
      {began ? 'Resume at the last checkpoint' : 'Try again'}
    </Button>
  );
}
