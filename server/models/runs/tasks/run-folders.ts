import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { PeriodicTask } from '../../../platform/index.js';

/** How long the checkpoints of a failed run are kept, to be looked at or to go on from. */
const KEEP_FAILED_DAYS = 14;
const SWEEP_EVERY_SECONDS = 3_600;

/** Where runs keep checkpoints while they train: one folder a run, named by its id. */
export class RunFolders {
  /** @param path of all of them */
  constructor(private readonly path: string) {}

  /** Path of the folder of a run, which exists afterwards. */
  async open(runId: string): Promise<string> {
    const path = join(this.path, runId);
    await mkdir(path, { recursive: true });
    return path;
  }

  async has(runId: string): Promise<boolean> {
    return (await stat(join(this.path, runId)).catch(() => null)) !== null;
  }

  async remove(runId: string): Promise<void> {
    await rm(join(this.path, runId), { recursive: true, force: true });
  }

  /** Ids of the runs that have a folder. */
  async list(): Promise<string[]> {
    const names = await readdir(this.path).catch(() => []);
    return names.filter((name) => /^\d{1,18}$/.test(name));
  }
}

/**
 * Removes the folders of runs that have ended: those that failed after 14 days, others at once. A run removes its
 * own folder when it succeeds or is cancelled; this finds what a crash left, and runs that were cancelled while they
 * waited.
 */
export const sweepRunFolders = (dataSource: DataSource, folders: RunFolders): PeriodicTask => ({
  name: 'sweep-model-runs',
  everySeconds: SWEEP_EVERY_SECONDS,
  run: async () => {
    const ids = await folders.list();
    const kept: { id: string }[] = await dataSource.query(KEPT, [ids, KEEP_FAILED_DAYS]);
    const keep = new Set(kept.map(({ id }) => id));
    for (const id of ids) if (!keep.has(id)) await folders.remove(id);
  },
});

const KEPT = `
  SELECT id::text FROM jobs
  WHERE id = ANY ($1::bigint[])
    AND (finished_at IS NULL OR (status = 'FAILED' AND finished_at > now() - make_interval(days => $2::int)))
`;
