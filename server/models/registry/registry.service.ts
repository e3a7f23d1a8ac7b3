import { type DataSource, type EntityManager, In } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { type InspectedFolder, inspectModelFolder } from '../../perfusion/index.js';
import {
  type AuditLog,
  authorize,
  conflict,
  invalidInput,
  nameOf,
  notFound,
  type Viewer,
} from '../../platform/index.js';
import { RUN_MODELS, SEE_MODELS, seesProductionOnly } from '../access.js';
import type { RemoteRunner } from '../remote/remote-runner.js';
import { ModelFile } from '../versions/model-file.entity.js';
import { type ModelKind, ModelStage } from '../versions/model-kind.js';
import { ModelVersion } from '../versions/model-version.entity.js';
import { contentHashOf, type FileWork, hashed, type ModelStore } from './files/model-store.js';
import { sweepFiles } from './files/sweep-files.js';
import { addVersion, insertVersion } from './insert-version.js';
import { type NewRemoteVersion, type NewVersion, requireFitting } from './new-version.js';
import { holdFiles, lockKind } from './registry-locks.js';

/** Which versions to list. */
export interface VersionFilter {
  readonly kind?: ModelKind | null;
  readonly stage?: ModelStage | null;
}

export interface RegistryServiceOptions {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  readonly store: ModelStore;
  /** Reads a folder of weights strictly. @throws {DomainError} INVALID_INPUT that names everything that does not fit */
  readonly inspect: (folder: string, signal?: AbortSignal) => Promise<InspectedFolder>;
  readonly remotes: RemoteRunner;
  /**
   * Throws CONFLICT where something that has not ended works with the version; nothing begins to until the transaction
   * ends.
   */
  readonly requireUnused: (
    manager: EntityManager,
    version: Pick<ModelVersion, 'id' | 'name'>,
  ) => Promise<void>;
}

/** The models of the whole installation. A version is there with all of its files, or not at all. */
export class RegistryService {
  constructor(private readonly options: RegistryServiceOptions) {}

  /** Newest first; a merchant sees the versions in production. */
  async list(viewer: Viewer, { kind, stage }: VersionFilter = {}): Promise<ModelVersion[]> {
    authorize(viewer, SEE_MODELS);
    if (seesProductionOnly(viewer) && stage && stage !== ModelStage.PRODUCTION) return [];
    const shownStage = seesProductionOnly(viewer) ? ModelStage.PRODUCTION : stage;
    return this.versions.find({
      where: { ...(kind && { kind }), ...(shownStage && { stage: shownStage }) },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
  }

  /** @throws {DomainError} NOT_FOUND also for a version that a merchant does not see, FORBIDDEN */
  async get(viewer: Viewer, id: string): Promise<ModelVersion> {
    authorize(viewer, SEE_MODELS);
    const version = isUuid(id) ? await this.versions.findOneBy({ id }) : null;
    if (!version || (seesProductionOnly(viewer) && version.stage !== ModelStage.PRODUCTION))
      throw notFound('ModelVersion', id);
    return version;
  }

  /**
   * The version that is used unless a request names another one: the caller has checked what it is for.
   *
   * @throws {DomainError} CONFLICT where there is none
   */
  async inProductionUnchecked(kind: ModelKind): Promise<ModelVersion> {
    const version = await this.versions.findOneBy({ kind, stage: ModelStage.PRODUCTION });
    if (!version) throw conflict(`No ${kind} model is in production: ask an ML engineer to promote one`);
    return version;
  }

  /**
   * One version or null an id, in the order of the ids: the contract of DataLoader. For a viewer who may see the runs
   * that name them.
   */
  async listByIdsUnchecked(ids: readonly string[]): Promise<(ModelVersion | null)[]> {
    const versions = await this.versions.findBy({ id: In([...ids]) });
    const byId = new Map(versions.map((version) => [version.id, version]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** As `listByIdsUnchecked`, the versions that each training made: for a viewer who may see the trainings. */
  async listByRunsUnchecked(runIds: readonly string[]): Promise<ModelVersion[][]> {
    const versions = await this.versions.find({
      where: { runId: In([...runIds]) },
      order: { kind: 'ASC', createdAt: 'ASC' },
    });
    return runIds.map((id) => versions.filter(({ runId }) => runId === id));
  }

  /** As `listByIdsUnchecked`, the files of each version by path: for a viewer who may see the versions. */
  async listFilesUnchecked(versionIds: readonly string[]): Promise<ModelFile[][]> {
    const files = await this.options.dataSource
      .getRepository(ModelFile)
      .find({ where: { versionId: In([...versionIds]) }, order: { path: 'ASC' } });
    return versionIds.map((id) => files.filter(({ versionId }) => versionId === id));
  }

  /**
   * A folder with the files of a version, to be read and never written: the caller has checked what it is read for.
   *
   * @returns its path; asking again gives the same
   * @throws {DomainError} CONFLICT for a version that another server runs
   */
  async folderOfUnchecked(versionId: string): Promise<string> {
    const [files] = await this.listFilesUnchecked([versionId]);
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
    requireFitting(version);
    const found = await this.options.inspect(version.folder, work.signal);
    if (version.kind && version.kind !== found.kind) throw otherKind(version.kind, found.kind);
    return this.options.dataSource.transaction(async (manager) => {
      await holdFiles(manager);
      const files = await this.options.store.keep(version.folder, found.files, work);
      return insertVersion(
        { manager, viewer, audit: this.options.audit },
        { ...version, ...found, kind: found.kind as ModelKind, files },
      );
    });
  }

  /**
   * Registers a model that a server runs, if the server knows it and it fits.
   *
   * @throws {DomainError} INVALID_INPUT that says what does not fit or why the server did not answer, FORBIDDEN
   */
  async registerRemote(viewer: Viewer, version: NewRemoteVersion): Promise<ModelVersion> {
    authorize(viewer, RUN_MODELS);
    requireFitting(version);
    const { kind, name, features, sampling, remote } = version;
    const { architecture } = await this.options.remotes.check(kind, remote);
    return this.options.dataSource.transaction(async (manager) => {
      const config = sampling ? { sampling: { ...sampling } } : {};
      const values = { kind, name, architecture, config, features, byteSize: 0 };
      const row = { ...values, endpoint: remote, createdBy: nameOf(viewer) };
      const registration = { manager, viewer, audit: this.options.audit };
      return addVersion(registration, manager.create(ModelVersion, row), { ...remote, ...config });
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
    const { dataSource, audit, store, requireUnused } = this.options;
    await dataSource.transaction(async (manager) => {
      await lockKind(manager, kind);
      await requireUnused(manager, { id, name });
      const { affected } = await manager.delete(ModelVersion, { id, stage: ModelStage.ARCHIVED });
      if (!affected) throw conflict(`"${name}" is not archived: archive it first`);
      await audit.record(manager, viewer, 'model.remove', { type: 'ModelVersion', id }, { kind, name });
    });
    await sweepFiles(dataSource, store);
  }

  /**
   * The version with exactly the model that is in a folder, whatever else lies there; of several, one that is known to
   * be simulated, and rather one that no run made. Null where there is none. Only Toile itself asks, about folders of
   * its own.
   *
   * @throws {ModelError} where the folder holds no whole model
   */
  async findByContentUnchecked(folder: string): Promise<ModelVersion | null> {
    const { files } = inspectModelFolder(folder, { values: 'skip' });
    const contentHash = contentHashOf(await hashed(folder, files));
    return this.versions.findOne({
      where: { contentHash },
      order: { simulated: 'DESC', runId: { direction: 'ASC', nulls: 'FIRST' }, createdAt: 'ASC' },
    });
  }

  private get versions() {
    return this.options.dataSource.getRepository(ModelVersion);
  }
}

const otherKind = (declared: ModelKind, found: `${ModelKind}`) =>
  invalidInput(`The folder holds a ${found} model, not a ${declared} one: import it as ${found}`);
