/** Plain values that the host of a thread gives to all of its tasks. */
export type ThreadSettings = Readonly<Record<string, string | undefined>>;

/** What a task has of the thread it runs in. */
export interface ThreadContext<Message> {
  readonly settings: ThreadSettings;
  /** Sends the caller a message while the task runs: its progress, a part that is ready. */
  post(message: Message, transfer?: readonly ArrayBuffer[]): void;
  /** Between steps that take long: throws once the caller no longer wants the result. */
  throwIfCancelled(): void;
}

/**
 * A function that runs in a thread. Input, output and messages are copied between threads (structured clone), so
 * that they hold plain objects, numbers, texts and typed arrays. A `DomainError` that it throws is one for the
 * caller; anything else is a defect there too.
 */
export type ThreadTask<Input, Output, Message = never> = (
  input: Input,
  context: ThreadContext<Message>,
) => Output | Promise<Output>;

/** Tasks by name, each loaded by the thread that first runs it. */
// biome-ignore lint/suspicious/noExplicitAny: a table of functions whose types differ; `InputOf` and the like bring them back
export type ThreadTasks = Readonly<Record<string, () => Promise<ThreadTask<any, any, any>>>>;

type TaskOf<Tasks extends ThreadTasks, Name extends keyof Tasks> = Awaited<ReturnType<Tasks[Name]>>;

export type InputOf<Tasks extends ThreadTasks, Name extends keyof Tasks> = Parameters<TaskOf<Tasks, Name>>[0];

export type OutputOf<Tasks extends ThreadTasks, Name extends keyof Tasks> = Awaited<
  ReturnType<TaskOf<Tasks, Name>>
>;

export type MessageOf<Tasks extends ThreadTasks, Name extends keyof Tasks> = Parameters<
  Parameters<TaskOf<Tasks, Name>>[1]['post']
>[0];
