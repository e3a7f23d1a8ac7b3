import type { TypedDocumentNode } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import { errorSentence } from '../../format/errors.js';

type InputOf<Variables> = Variables extends { input: infer Input } ? [input: Input] : [];

export interface CommandOptions<Data, Variables extends { input?: unknown }>
  extends Pick<
    useMutation.Options<Data, Variables>,
    'client' | 'refetchQueries' | 'awaitRefetchQueries' | 'update'
  > {
  readonly onDone?: (data: Data) => unknown;
  /** Title of a notification of a failure, for a command without a form that would show its error. */
  readonly failureTitle?: string;
}

export interface Command<Data, Variables> {
  /** Null if it failed, which `error` or a notification then shows, or while it already runs. */
  readonly run: (...input: InputOf<Variables>) => Promise<Data | null>;
  readonly loading: boolean;
  readonly error: unknown;
}

/** A mutation that never throws and runs once at a time, so a double click sends it once. */
export function useCommand<Data, Variables extends { input?: unknown }>(
  document: TypedDocumentNode<Data, Variables>,
  { onDone, failureTitle, ...options }: CommandOptions<Data, Variables> = {},
): Command<Data, Variables> {
  const [mutate, { loading, error }] = useMutation<Data, Variables>(document, options);
  const running = useRef(false);
  const fail = (reason: unknown) => {
    if (failureTitle)
      notifications.show({ color: 'madder', title: failureTitle, message: errorSentence(reason) });
    return null;
  };
  const send = async (input: unknown): Promise<Data | null> => {
    const variables = { input } as Variables;
    const answer = await mutate({ variables }).catch(fail);
    const data = (answer?.data as Data | undefined) ?? null;
    if (data) await onDone?.(data);
    return data;
  };
  const run = async (...[input]: InputOf<Variables>) => {
    if (running.current) return null;
    running.current = true;
    return send(input).finally(() => {
      running.current = false;
    });
  };
  return { run, loading, error };
}
