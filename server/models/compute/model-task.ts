import { sep } from 'node:path';
import { type Backend, ModelError, startBackend } from '../../perfusion/index.js';
import { DomainError } from '../../platform/errors/index.js'; // all of the platform would load the web server into every thread
import type { ThreadContext, ThreadSettings, ThreadTask } from '../../platform/index.js';

/** What a task of models has of the thread it runs in. */
export interface ModelContext<Message> extends Omit<ThreadContext<Message>, 'settings'> {
  /** Where this thread's tensors live; every thread has a backend of its own. */
  readonly backend: Backend;
}

/** Work with models that runs in a thread. A `ModelError` that it throws is a `DomainError` for the caller. */
export type ModelTask<Input, Output, Message = never> = (
  input: Input,
  context: ModelContext<Message>,
) => Promise<Output>;

/** Of this thread. */
let backend: Promise<Backend> | undefined;

/** A task for the table of a thread: it starts the backend of the thread with the first one that runs. */
export const onBackend =
  <Input, Output, Message>(load: () => Promise<ModelTask<Input, Output, Message>>) =>
  async (): Promise<ThreadTask<Input, Output, Message>> => {
    const task = await load();
    return async (input, { settings, ...context }) => {
      try {
        backend ??= startBackend({ forced: settings.tensorBackend });
        return await task(input, { ...context, backend: await backend });
      } catch (error) {
        throw publicError(error, settings);
      }
    };
  };

/** Names files by their path from the data folder, in errors that people read. */
function publicError(error: unknown, { dataDirectory }: ThreadSettings): unknown {
  if (!(error instanceof ModelError || error instanceof DomainError)) return error;
  const { code, facts } =
    error instanceof DomainError ? error : { code: 'INVALID_INPUT' as const, facts: {} };
  const message = dataDirectory ? error.message.replaceAll(dataDirectory + sep, '') : error.message;
  return new DomainError(code, message, { cause: error }, facts);
}
