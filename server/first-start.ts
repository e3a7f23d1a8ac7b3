import { createInterface } from 'node:readline/promises';
import type { OpenToile } from './open-toile.js';
import { type Job, JobStatus } from './platform/index.js';

/** The streams of a process, as far as a question needs them. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

const QUESTION =
  'Load a demo workspace with simulated shops, labelled as such wherever it is shown? Your own data stays apart. [Y/n] ';

/**
 * Whether the first start shall load the demo: as `TOILE_DEMO` says; else as a person at the terminal answers;
 * else yes for an embedded database that was empty, and no for one of `DATABASE_URL`.
 */
export async function demoWanted(
  { config, isNew }: Pick<OpenToile, 'config' | 'isNew'>,
  { stdin, stdout }: Terminal,
): Promise<boolean> {
  if (!isNew) return false;
  if (config.demo !== undefined) return config.demo;
  if (!stdin.isTTY || !stdout.isTTY) return config.databaseUrl === undefined;
  const question = createInterface({ input: stdin, output: stdout });
  question.on('SIGINT', () => process.kill(process.pid, 'SIGINT')); // a terminal that asks keeps Ctrl-C to itself
  const answer = await question.question(QUESTION).finally(() => question.close());
  return !/^\s*n/i.test(answer);
}

/** What the person at the terminal reads when the load has ended; null while it has not. */
export function demoOutcome(job: Pick<Job, 'status' | 'error'> | null, address: string): string | null {
  if (job?.status === JobStatus.SUCCEEDED) return `The demo workspace is ready: ${address}/w/demo/lift`;
  if (job?.status === JobStatus.CANCELLED) return 'The demo workspace was not loaded: somebody cancelled it.';
  if (job?.status === JobStatus.FAILED) return `The demo workspace could not be loaded: ${job.error}`;
  return null;
}
