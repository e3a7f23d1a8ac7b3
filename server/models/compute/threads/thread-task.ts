import type { Backend } from '../../../perfusion/index.js';

/** What a task has of the thread it runs in. */
export interface ThreadContext<Message> {
  /** Where this thread's tensors live; every thread has a backend of its own. */
  readonly backend: Backend;
  /** Tells whoever waits for the task something meanwhile: numbers of a step, an image that is ready. */
  post(message: Message, transfer?: readonly ArrayBuffer[]): void;
  /** Between steps that take long: throws once nobody wants the result any more. */
  throwIfCancelled(): void;
}

/**
 * Work that runs in a thread. Input, output and messages are copied between threads (structured clone), so
 * that they hold plain objects, numbers, texts and typed arrays. A `ModelError` or a `DomainError` that it
 * throws reaches who waits as a `DomainError`; anything else as a defect.
 */
export type ThreadTask<Input, Output, Message = never> = (
  input: Input,
  context: ThreadContext<Message>,
) => Promise<Output>;

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
