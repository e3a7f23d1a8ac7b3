import type { createJobs, Job } from '../../../server/platform/index.js';

type Jobs = Pick<ReturnType<typeof createJobs>, 'service'>;

/** The states of a job that were heard from now to its end, in order. */
export async function statesOf({ service }: Jobs, id: string): Promise<Job[]> {
  const states: Job[] = [];
  for await (const job of service.watchUnchecked(id)) states.push(job!);
  return states;
}

/** A job once it has ended. */
export const endOf = async (jobs: Jobs, id: string): Promise<Job> => (await statesOf(jobs, id)).at(-1)!;
