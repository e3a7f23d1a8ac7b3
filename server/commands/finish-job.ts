import { Presets, SingleBar } from 'cli-progress';
import { conflict, type Job, JobStatus, OPERATOR } from '../platform/index.js';
import type { Toile } from '../schema.js';

/**
 * Works on jobs in this process until one of them has ended, unless a server does, and shows how far it is. The job is
 * cancelled where a person stops the command.
 *
 * @throws {DomainError} CONFLICT in the words of a job that failed
 */
export async function finishJob({ jobs }: Toile, id: string): Promise<void> {
  const stop = () => void jobs.service.cancel(OPERATOR, id).catch(() => {}); // it has ended just now
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  await jobs.start(1);
  const progress = progressBar();
  let last: Job | null = null;
  try {
    for await (const job of jobs.service.watchUnchecked(id)) {
      last = job;
      if (job) progress.update(job);
    }
  } finally {
    progress.stop();
  }
  if (last?.status !== JobStatus.SUCCEEDED) throw conflict(last?.error ?? 'Stopped, and nothing came of it.');
}

/** A bar on a terminal, a line now and then elsewhere, both on stderr. */
function progressBar() {
  const format = '{bar} {percentage} % | {message}';
  const bar = new SingleBar(
    { format, noTTYOutput: true, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  return {
    update: ({ done, total, message }: Job): void => {
      if (!bar.isActive) bar.start(total ?? 0, 0, { message: '' });
      bar.setTotal(total ?? 0);
      bar.update(done, { message: message ?? '' });
    },
    stop: (): void => bar.stop(),
  };
}
