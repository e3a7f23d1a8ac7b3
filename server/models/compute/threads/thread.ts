import { parentPort, workerData } from 'node:worker_threads';
import { type Backend, ModelError, startBackend } from '../../../perfusion/index.js';
import { DomainError } from '../../../platform/errors/index.js';
import type { CrossingError, ThreadCall, ThreadReply, ThreadSetup } from './thread-protocol.js';
import type { ThreadTasks } from './thread-task.js';

/** Entry of every thread: answers calls one after the other, on a tensor backend of its own. */
const port = parentPort!;
const { tensorBackend, tasks } = workerData as ThreadSetup;
const { threadTasks } = (await import(tasks)) as { readonly threadTasks: ThreadTasks };

/** What WebAssembly throws when its memory is exhausted or broken; its backend can do nothing after it. */
const TRAP = 'RuntimeError';

let backend: Promise<Backend> | undefined;
let last: Promise<void> = Promise.resolve();

port.on('message', (call: ThreadCall) => {
  last = last.then(() => answer(call));
});

async function answer(call: ThreadCall): Promise<void> {
  try {
    reply({ id: call.id, kind: 'output', output: await run(call) });
  } catch (error) {
    reply({ id: call.id, kind: 'error', error: toCrossing(error) });
  }
}

async function run({ id, task, input, cancelled }: ThreadCall): Promise<unknown> {
  const throwIfCancelled = () => {
    if (Atomics.load(cancelled, 0) !== 0) throw new Error('Nobody waits for this task any more');
  };
  reply({ id, kind: 'begun' });
  throwIfCancelled(); // while it waited for its turn
  backend ??= startBackend({ forced: tensorBackend ?? undefined });
  const load = threadTasks[task];
  if (!load) throw new Error(`There is no task "${task}"`);
  const context = {
    backend: await backend,
    throwIfCancelled,
    post: (message: unknown, transfer: readonly ArrayBuffer[] = []) =>
      port.postMessage({ id, kind: 'message', message } satisfies ThreadReply, transfer),
  };
  return (await load())(input, context);
}

const reply = (message: ThreadReply) => port.postMessage(message);

function toCrossing(error: unknown): CrossingError {
  const { message, stack, name } = error instanceof Error ? error : new Error(String(error));
  return { code: codeOf(error), message, stack: stack ?? null, fatal: name === TRAP };
}

function codeOf(error: unknown): CrossingError['code'] {
  if (error instanceof ModelError) return 'INVALID_INPUT';
  return error instanceof DomainError ? error.code : null;
}
