import type { EntityManager } from 'typeorm';
import { type AuditLog, nameOf, type Viewer } from '../../platform/index.js';
import { ModelFile } from '../versions/model-file.entity.js';
import type { ModelKind } from '../versions/model-kind.js';
import { ModelVersion } from '../versions/model-version.entity.js';
import { contentHashOf, type StoredFile } from './files/model-store.js';
import type { NewVersion } from './new-version.js';
import { lockKind } from './registry-locks.js';

/** Who registers something, within which transaction. */
export interface Registration {
  readonly manager: EntityManager;
  readonly viewer: Viewer;
  readonly audit: AuditLog;
}

/** Adds a version with its files, or finds the one that has the same files from the same training, or from none. */
export async function insertVersion(
  registration: Registration,
  {
    files,
    folder: _,
    ...values
  }: NewVersion & { readonly kind: ModelKind; readonly files: readonly StoredFile[] },
): Promise<ModelVersion> {
  const { manager, viewer } = registration;
  await lockKind(manager, values.kind);
  const contentHash = contentHashOf(files);
  const same = await manager
    .createQueryBuilder(ModelVersion, 'version')
    .where('version.content_hash = :contentHash', { contentHash })
    .andWhere('version.run_id IS NOT DISTINCT FROM :runId::bigint', { runId: values.runId ?? null })
    .getOne();
  if (same) return same;
  const row = manager.create(ModelVersion, { ...values, contentHash, createdBy: nameOf(viewer) });
  const version = await addVersion(registration, row, { contentHash, runId: values.runId ?? null });
  await manager.insert(
    ModelFile,
    files.map(({ path, hash, byteSize }) => ({ versionId: version.id, path, hash, byteSize })),
  );
  return version;
}

/** Adds a version and notes so, with some details of it. */
export async function addVersion(
  { manager, viewer, audit }: Registration,
  row: ModelVersion,
  details: Readonly<Record<string, unknown>>,
): Promise<ModelVersion> {
  const { id, kind, name } = await manager.save(row);
  const facts = { kind, name, ...details };
  await audit.record(manager, viewer, 'model.register', { type: 'ModelVersion', id }, facts);
  return manager.findOneByOrFail(ModelVersion, { id });
}
