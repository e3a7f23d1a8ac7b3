import type { PipelineTasks } from '../../../../server/models/compute/thread-tasks.js';
import type { ThreadContext } from '../../../../server/platform/threads/thread-task.js';

/** Models of which one draws without end and the other scores at once, for threads of tests. */
export const threadTasks = {
  scoreImages: () => Promise.resolve(async () => [1]),
  generateImage: () => Promise.resolve(drawForever),
  checkPrompt: () => Promise.resolve(async () => ({ unknownWords: ['tulle'] })),
} satisfies PipelineTasks;

export type EndlessTasks = typeof threadTasks;

async function drawForever(_: unknown, { post }: ThreadContext<{ readonly done: number }>): Promise<never> {
  post({ done: 1 });
  for (;;);
}
