import type { OpenToile } from './open-toile.js';
import { type Job, JobStatus, OPERATOR } from './platform/index.js';

/** Whether this start loads the demo: only the first one, as `TOILE_DEMO` says, else into a database of its own. */
export const demoWanted = ({ config, isNew }: Pick<OpenToile, 'config' | 'isNew'>): boolean =>
  isNew && (config.demo ?? config.databaseUrl === undefined);

/** Where the first administrator begins: at the demo's lift, or at its load under way; null without a demo. */
export async function firstPage({
  toile: { demo, catalog },
}: Pick<OpenToile, 'toile'>): Promise<string | null> {
  if (await demo.service.isLoadedUnchecked()) return '/w/demo/lift';
  const job = await demo.service.findLoadUnchecked();
  if (!job) return null;
  const { slug } = await catalog.workspaces.resolve(OPERATOR, null);
  return `/w/${slug}/demo/${job.id}`;
}

/** What the terminal says when the load has ended; null while it has not. */
export function demoOutcome(job: Pick<Job, 'status' | 'error'> | null, address: string): string | null {
  if (job?.status === JobStatus.SUCCEEDED)
    return `The demo workspace is ready: ${address}/w/demo/lift\nTo remove it: npm run toile -- demo remove`;
  if (job?.status === JobStatus.CANCELLED) return 'The demo workspace was not loaded: somebody cancelled it.';
  if (job?.status === JobStatus.FAILED) return `The demo workspace could not be loaded: ${job.error}`;
  return null;
}
