import { type DataSource, type EntityManager, type FindOptionsWhere, In } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { isName } from '../../catalog/index.js';
import { type InspectedFolder, inspectModelFolder, type Sampling } from '../../perfusion/index.js';
import {
  type AuditLog,
  authorize,
  conflict,
  invalidInput,
  NAME_LENGTH_RANGE,
  nameOf,
  notFound,
  type Viewer,
} from '../../platform/index.js';
import { RUN_MODELS, SEE_MODELS, seesProductionOnly } from '../access.js';
import type { RemoteModel, RemoteModels } from '../inference/inference.js';
import { requireSampling } from '../require-sampling.js';
import type { ModelFeature, ModelMetric } from './model-facts.type.js';
import { contentHashOf, type FileWork, hashed, type ModelStore, type StoredFile } from './model-store.js';
import { ModelFile, ModelKind, ModelStage, ModelVersion } from './model-version.entity.js';
import { holdFiles, lockKind, tryLockFiles } from './registry-locks.js';

/** Reads a folder of weights strictly. @throws {DomainError} INVALID_INPUT that names everything that does not fit */
export type InspectFolder = (folder: string, signal?: AbortSignal) => Promise<InspectedFolder>;

export interface NewVersion {
  /** What the folder must hold; whatever it holds by default. */
  readonly kind?: ModelKind;
  readonly name: string;
  /** In the layout of Hugging Face or diffusers. */
  readonly folder: string;
  readonly parentId?: string | null;
  /** The training that made it. */
  readonly runId?: string | null;
  readonly simulated?: boolean;
  readonly note?: string | null;
  readonly dataSnapshotHash?: string | null;
  readonly metrics?: readonly ModelMetric[];
}

export interface NewRemoteVersion {
  readonly kind: ModelKind;
  readonly name: string;
  readonly features: readonly ModelFeature[];
  /** Of a generator: how it draws where nobody says; null where its server decides. */
  readonly sampling: Sampling | null;
  readonly remote: RemoteModel;
}

export interface VersionFilter {
  readonly kind?: ModelKind | null;
  readonly stage?: ModelStage | null;
}

export interface RegistryServiceOptions {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  readonly store: ModelStore;
  readonly inspect: InspectFolder;
  readonly remotes: RemoteModels;
}

/** The models of the whole installation. A version is there with all of its files, or not at all. */
export class RegistryService {
  private readonly dataSource: DataSource;

  constructor(private readonly options: RegistryServiceOptions) {
    this.dataSource = options.dataSource;
  }

  /** Newest first; a merchant sees the versions in production. */
  async list(viewer: Viewer, { kind, stage }: VersionFilter = {}): Promise<ModelVersion[]> {
    authorize(viewer, SEE_MODELS);
    if (seesProductionOnly(viewer) && stage && stage !== ModelStage.PRODUCTION) return [];
    const asked = seesProductionOnly(viewer) ? ModelStage.PRODUCTION : stage;
    return this.dataSource.getRepository(ModelVersion).find({
      where: { ...(kind && { kind }), ...(asked && { stage: asked }) },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
  }

  /** @throws {DomainError} NOT_FOUND also for a version that a merchant does not see, FORBIDDEN */
  async get(viewer: Viewer, id: string): Promise<ModelVersion> {
    authorize(viewer, SEE_MODELS);
    const version = isUuid(id) ? await this.find({ id }) : null;
    if (!version || (seesProductionOnly(viewer) && version.stage !== ModelStage.PRODUCTION))
      throw notFound('ModelVersion', id);
    return version;
  }

  /**
   * The version that is used where nobody asks for another one. It asks no permission.
   *
   * @throws {DomainError} CONFLICT where there is none
   */
  async inProduction(kind: ModelKind): Promise<ModelVersion> {
    const version = await this.find({ kind, stage: ModelStage.PRODUCTION });
    if (!version) throw conflict(`No ${kind} model is in production: ask an ML engineer to promote one`);
    return version;
  }

  /** One version or null an id, in the order of the ids: the contract of DataLoader. It asks no permission. */
  async listByIds(ids: readonly string[]): Promise<(ModelVersion | null)[]> {
    const versions = await this.dataSource.getRepository(ModelVersion).findBy({ id: In([...ids]) });
    const byId = new Map(versions.map((version) => [version.id, version]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The versions that each training made, in the order of the ids: the contract of DataLoader. It asks no permission. */
  async listByRuns(runIds: readonly string[]): Promise<ModelVersion[][]> {
    const versions = await this.dataSource
      .getRepository(ModelVersion)
      .find({ where: { runId: In([...runIds]) }, order: { kind: 'ASC', createdAt: 'ASC' } });
    return runIds.map((id) => versions.filter(({ runId }) => runId === id));
  }

  /** The files of each version by path, in the order of the ids: the contract of DataLoader. It asks no permission. */
  async listFiles(versionIds: readonly string[]): Promise<ModelFile[][]> {
    const files = await this.dataSource
      .getRepository(ModelFile)
      .find({ where: { versionId: In([...versionIds]) }, order: { path: 'ASC' } });
    return versionIds.map((id) => files.filter(({ versionId }) => versionId === id));
  }

  /**
   * A folder with the files of a version, to load it from; to be read and never written. It asks no permission.
   *
   * @returns its path; asking again gives the same
   * @throws {DomainError} CONFLICT for a version that another server runs
   */
  async folderOf(versionId: string): Promise<string> {
    const [files] = await this.listFiles([versionId]);
    if (!files?.length) throw conflict(`Version ${versionId} has no files here: a remote server runs it`);
    return this.options.store.folderOf(versionId, files);
  }

  /**
   * Checks a folder of weights, keeps its files and registers them as a candidate. The same files from the same
   * training, or from no training, are registered once: asking again gives the version that is there. When this fails
   * nothing is registered.
   *
   * @throws {DomainError} INVALID_INPUT for weights that do not fit, FORBIDDEN
   * @throws the reason of the signal
   */
  async register(viewer: Viewer, version: NewVersion, work: FileWork = {}): Promise<ModelVersion> {
    authorize(viewer, RUN_MODELS);
    if (!isName(version.name)) throw badName();
    const found = await this.options.inspect(version.folder, work.signal);
    if (version.kind && version.kind !== found.kind) throw otherKind(version.kind, found.kind);
    return this.dataSource.transaction(async (manager) => {
      await holdFiles(manager);
      const files = await this.options.store.keep(version.folder, found.files, work);
      return this.insert(manager, viewer, { ...version, ...found, kind: found.kind as ModelKind, files });
    });
  }

  /**
   * Registers a model that a server runs, if the server knows it and it fits.
   *
   * @throws {DomainError} INVALID_INPUT that says what does not fit or why the server did not answer, FORBIDDEN
   */
  async registerRemote(viewer: Viewer, version: NewRemoteVersion): Promise<ModelVersion> {
    authorize(viewer, RUN_MODELS);
    const { kind, name, features, sampling, remote } = version;
    if (!isName(name)) throw badName();
    if (sampling) requireGeneratorSampling(kind, sampling);
    const { architecture } = await this.options.remotes.check(kind, remote);
    return this.dataSource.transaction(async (manager) => {
      const config = sampling ? { sampling: { ...sampling } } : {};
      const values = { kind, name, architecture, config, features, byteSize: 0 };
      const row = { ...values, endpoint: remote, createdBy: nameOf(viewer) };
      return this.add(manager, viewer, manager.create(ModelVersion, row), { ...remote, ...config });
    });
  }

  /**
   * Removes an archived version with the files that no other version has.
   *
   * @throws {DomainError} NOT_FOUND, CONFLICT for a version that is not archived or that a run still works with,
   *   FORBIDDEN
   */
  async remove(viewer: Viewer, id: string): Promise<void> {
    authorize(viewer, RUN_MODELS);
    const { kind, name } = await this.get(viewer, id);
    await this.dataSource.transaction(async (manager) => {
      await lockKind(manager, kind);
      await refuseUsed(manager, id, name);
      const { affected } = await manager.delete(ModelVersion, { id, stage: ModelStage.ARCHIVED });
      if (!affected) throw conflict(`"${name}" is not archived: archive it first`);
      await this.options.audit.record(manager, viewer, 'model.remove', subject(id), { kind, name });
    });
    await this.sweep(new Date());
  }

  /** Removes files that no version has: of versions that were removed, and of registrations that failed. */
  async sweep(now: Date): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await tryLockFiles(manager))) return; // the next sweep will do
      const versions: { id: string }[] = await manager.query('SELECT id FROM model_versions');
      const files: { hash: string }[] = await manager.query('SELECT DISTINCT hash FROM model_files');
      const ids = new Set(versions.map(({ id }) => id));
      await this.options.store.sweep(ids, new Set(files.map(({ hash }) => hash)), now);
    });
  }

  /**
   * The version with exactly the model that is in a folder, whatever else lies there; of several, one that is known to
   * be simulated, and rather one that no run made. Null where there is none. It asks no permission.
   *
   * @throws {ModelError} where the folder holds no whole model
   */
  async findByContent(folder: string): Promise<ModelVersion | null> {
    const { files } = inspectModelFolder(folder, { values: 'skip' });
    const contentHash = contentHashOf(await hashed(folder, files));
    return this.dataSource.getRepository(ModelVersion).findOne({
      where: { contentHash },
      order: { simulated: 'DESC', runId: { direction: 'ASC', nulls: 'FIRST' }, createdAt: 'ASC' },
    });
  }

  private find(where: FindOptionsWhere<ModelVersion>): Promise<ModelVersion | null> {
    return this.dataSource.getRepository(ModelVersion).findOneBy(where);
  }

  private async insert(
    manager: EntityManager,
    viewer: Viewer,
    {
      files,
      folder: _,
      ...values
    }: NewVersion & { readonly kind: ModelKind; readonly files: readonly StoredFile[] },
  ): Promise<ModelVersion> {
    await lockKind(manager, values.kind);
    const contentHash = contentHashOf(files);
    const same = await manager
      .createQueryBuilder(ModelVersion, 'version')
      .where('version.content_hash = :contentHash', { contentHash })
      .andWhere('version.run_id IS NOT DISTINCT FROM :runId::bigint', { runId: values.runId ?? null })
      .getOne();
    if (same) return same;
    const row = manager.create(ModelVersion, { ...values, contentHash, createdBy: nameOf(viewer) });
    const version = await this.add(manager, viewer, row, { contentHash, runId: values.runId ?? null });
    await manager.insert(
      ModelFile,
      files.map(({ path, hash, byteSize }) => ({ versionId: version.id, path, hash, byteSize })),
    );
    return version;
  }

  private async add(
    manager: EntityManager,
    viewer: Viewer,
    row: ModelVersion,
    details: Readonly<Record<string, unknown>>,
  ): Promise<ModelVersion> {
    const { id, kind, name } = await manager.save(row);
    const facts = { kind, name, ...details };
    await this.options.audit.record(manager, viewer, 'model.register', subject(id), facts);
    return manager.findOneByOrFail(ModelVersion, { id });
  }
}

const subject = (id: string) => ({ type: 'ModelVersion', id });

/** Waits for runs that are being started with the version; none can be until the transaction ends. */
async function refuseUsed(manager: EntityManager, id: string, name: string): Promise<void> {
  await manager.query('SELECT FROM model_versions WHERE id = $1 FOR UPDATE', [id]);
  const [run]: { id: string; kind: string }[] = await manager.query(UNFINISHED_RUN, [id]);
  if (!run) return;
  throw conflict(
    `"${name}" is used by run ${run.id} (${run.kind}), which has not ended: wait for it or cancel it`,
  );
}

/** A run that works with the version, or measures one beside the parent that it was trained on from. */
const UNFINISHED_RUN = `
  SELECT run.id, run.kind FROM model_runs AS run
  JOIN jobs AS job ON job.id = run.id
  JOIN model_versions AS version ON version.id = run.version_id
  WHERE job.finished_at IS NULL AND (version.id = $1 OR (run.kind = 'EVALUATE' AND version.parent_id = $1))
  ORDER BY run.id LIMIT 1
`;

const badName = () => invalidInput(`The name must have 1 to ${NAME_LENGTH_RANGE.max} characters`);

function requireGeneratorSampling(kind: ModelKind, sampling: Sampling): void {
  if (kind !== ModelKind.GENERATOR)
    throw invalidInput('Only a generator draws: leave out steps and guidance');
  requireSampling(sampling);
}

const otherKind = (asked: ModelKind, found: `${ModelKind}`) =>
  invalidInput(`The folder holds a ${found} model, not a ${asked} one: import it as ${found}`);
