import { Alert } from '@mantine/core';
import { errorCode } from '../format/errors.js';
import { CommandError } from '../ui/command/CommandError.js';

/** Why an import could not be started; nothing while it has not been refused. */
export const StartError = ({ error }: { readonly error: unknown }) =>
  errorCode(error) === 'NOT_FOUND' ? (
    <Alert color="madder" title="This file is gone">
      The server keeps an uploaded file for a day, and no longer has this one. Choose it again.
    </Alert>
  ) : (
    <CommandError error={error} />
  );
