import { Alert } from '@mantine/core';
import { errorSentence } from '../../format/errors.js';

/** Why a command failed, in the form that sent it; nothing while it has not. */
export const CommandError = ({ error }: { readonly error: unknown }) =>
  error ? <Alert color="madder">{errorSentence(error)}</Alert> : null;
