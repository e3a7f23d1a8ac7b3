import { type DataSource, type EntityManager, In, MoreThan, Not } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { type AuditLog, authorize, conflict, notFound, type Viewer } from '../../platform/index.js';
import { RUN_MODELS } from '../access.js';
import { type ModelKind, ModelStage } from '../versions/model-kind.js';
import { ModelPromotion } from '../versions/model-promotion.entity.js';
import { ModelVersion } from '../versions/model-version.entity.js';
import { lockKind } from './registry-locks.js';

/**
 * Which version of a kind is used. Changes of one kind happen one after the other, each with its line in the audit log.
 */
export class StageService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Puts a version into production and archives the one that was there; nothing changes for one that is there.
   *
   * @throws {DomainError} NOT_FOUND, FORBIDDEN
   */
  async promote(viewer: Viewer, id: string): Promise<ModelVersion> {
    authorize(viewer, RUN_MODELS);
    return this.dataSource.transaction(async (manager) => {
      const version = await lockedVersion(manager, id);
      if (version.stage === ModelStage.PRODUCTION) return version;
      const former = await inProduction(manager, version.kind);
      if (former) await manager.update(ModelVersion, former.id, { stage: ModelStage.ARCHIVED });
      return this.promoteOver(manager, viewer, version, former);
    });
  }

  /** As `promote`, where nothing of the kind is in production. @throws {DomainError} NOT_FOUND, FORBIDDEN */
  async promoteFirst(viewer: Viewer, id: string): Promise<void> {
    authorize(viewer, RUN_MODELS);
    await this.dataSource.transaction(async (manager) => {
      const version = await lockedVersion(manager, id);
      if (await inProduction(manager, version.kind)) return;
      await this.promoteOver(manager, viewer, version, null);
    });
  }

  /**
   * Undoes the last promotion of a kind: the version that was in production before is so again.
   *
   * @throws {DomainError} CONFLICT where there is none to go back to, FORBIDDEN
   */
  async rollBack(viewer: Viewer, kind: ModelKind): Promise<ModelVersion> {
    authorize(viewer, RUN_MODELS);
    return this.dataSource.transaction(async (manager) => {
      await lockKind(manager, kind);
      const production = await inProduction(manager, kind);
      const before = production && (await promotionBefore(manager, production));
      if (!before) throw nothingBefore(kind, production);
      const former = await manager.findOneByOrFail(ModelVersion, { id: before.versionId });
      await manager.update(ModelVersion, production.id, { stage: ModelStage.ARCHIVED });
      await manager.delete(ModelPromotion, { kind, id: MoreThan(before.id) });
      await this.audit.record(manager, viewer, 'model.roll-back', subject(production), facts(production));
      return this.produce(manager, viewer, former, production);
    });
  }

  /**
   * Where a roll-back goes from each version, null from one that is not in production, in the order of the ids: the
   * contract of DataLoader, for versions that the viewer was shown.
   */
  async listFormersUnchecked(ids: readonly string[]): Promise<(ModelVersion | null)[]> {
    const { manager } = this.dataSource;
    const production = await manager.findBy(ModelVersion, {
      id: In([...ids]),
      stage: ModelStage.PRODUCTION,
    });
    const formers = new Map<string, ModelVersion | null>();
    for (const version of production) {
      const before = await promotionBefore(manager, version);
      formers.set(version.id, before && (await manager.findOneBy(ModelVersion, { id: before.versionId })));
    }
    return ids.map((id) => formers.get(id) ?? null);
  }

  /**
   * Puts a candidate aside.
   *
   * @throws {DomainError} CONFLICT for one in production, NOT_FOUND, FORBIDDEN
   */
  async archive(viewer: Viewer, id: string): Promise<ModelVersion> {
    authorize(viewer, RUN_MODELS);
    return this.dataSource.transaction(async (manager) => {
      const version = await lockedVersion(manager, id);
      if (version.stage === ModelStage.PRODUCTION) throw stillUsed(version);
      if (version.stage === ModelStage.ARCHIVED) return version;
      await manager.update(ModelVersion, id, { stage: ModelStage.ARCHIVED });
      await this.audit.record(manager, viewer, 'model.archive', subject(version), facts(version));
      return manager.findOneByOrFail(ModelVersion, { id });
    });
  }

  private async promoteOver(
    manager: EntityManager,
    viewer: Viewer,
    version: ModelVersion,
    former: ModelVersion | null,
  ): Promise<ModelVersion> {
    await manager.insert(ModelPromotion, { kind: version.kind, versionId: version.id });
    return this.produce(manager, viewer, version, former);
  }

  private async produce(
    manager: EntityManager,
    viewer: Viewer,
    version: ModelVersion,
    former: ModelVersion | null,
  ): Promise<ModelVersion> {
    const { id } = version;
    await manager.update(ModelVersion, id, { stage: ModelStage.PRODUCTION, promotedAt: () => 'now()' });
    const details = { ...facts(version), formerId: former?.id ?? null };
    await this.audit.record(manager, viewer, 'model.promote', subject(version), details);
    return manager.findOneByOrFail(ModelVersion, { id });
  }
}

const subject = ({ id }: ModelVersion) => ({ type: 'ModelVersion', id });
const facts = ({ kind, name }: ModelVersion) => ({ kind, name });

async function lockedVersion(manager: EntityManager, id: string): Promise<ModelVersion> {
  const found = isUuid(id) ? await manager.findOneBy(ModelVersion, { id }) : null;
  if (!found) throw notFound('ModelVersion', id);
  await lockKind(manager, found.kind);
  return manager.findOneByOrFail(ModelVersion, { id });
}

const inProduction = (manager: EntityManager, kind: ModelKind) =>
  manager.findOneBy(ModelVersion, { kind, stage: ModelStage.PRODUCTION });

/** The last promotion of another version than the one in production: those in between were removed with theirs. */
const promotionBefore = (manager: EntityManager, { id, kind }: ModelVersion) =>
  manager.findOne(ModelPromotion, { where: { kind, versionId: Not(id) }, order: { id: 'DESC' } });

const nothingBefore = (kind: ModelKind, production: ModelVersion | null) =>
  production
    ? conflict(
        `There was no ${kind} model in production before "${production.name}": promote another version`,
      )
    : conflict(`No ${kind} model is in production: promote a version`);

const stillUsed = ({ kind, name }: ModelVersion) =>
  conflict(`"${name}" is the ${kind} model in production: promote another version or roll back first`);
