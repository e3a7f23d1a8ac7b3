import type { DataSource } from 'typeorm';
import { tryLockFiles } from '../registry-locks.js';
import type { ModelStore } from './model-store.js';

/** Removes files that no version has: of versions that were removed, and of registrations that failed. */
export async function sweepFiles(dataSource: DataSource, store: ModelStore): Promise<void> {
  await dataSource.transaction(async (manager) => {
    if (!(await tryLockFiles(manager))) return; // the next sweep will do
    const versions: { id: string }[] = await manager.query('SELECT id FROM model_versions');
    const files: { hash: string }[] = await manager.query('SELECT DISTINCT hash FROM model_files');
    const ids = new Set(versions.map(({ id }) => id));
    await store.sweep(ids, new Set(files.map(({ hash }) => hash)), new Date());
  });
}
