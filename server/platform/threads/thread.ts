import { parentPort, workerData } from 'node:worker_threads';
import { toCrossing } from './crossing-error.js';
import type { ThreadCall, ThreadReply, ThreadSetup } from './thread-protocol.js';
import type { ThreadContext, ThreadTasks } from './thread-task.js';

/** Entry of every thread: answers calls one after the other. */
const port = parentPort!;
const { tasks, settings } = workerData as ThreadSetup;
const { threadTasks } = (await import(tasks)) as { readonly threadTasks: ThreadTasks };

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
  const context: ThreadContext<unknown> = {
    settings,
    throwIfCancelled: () => {
      if (Atomics.load(cancelled, 0) !== 0) throw new Error('The caller no longer waits for this task');
    },
    post: (message, transfer) => reply({ id, kind: 'message', message }, transfer),
  };
  reply({ id, kind: 'begun' });
  context.throwIfCancelled(); // while it waited for its turn
  const load = threadTasks[task];
  if (!load) throw new Error(`There is no task "${task}"`);
  return (await load())(input, context);
}

function reply(message: ThreadReply, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}
