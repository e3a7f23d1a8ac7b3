import type { DataSource, EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import {
  ADMINISTER,
  type AuditLog,
  authorize,
  conflict,
  forbidden,
  notFound,
  unauthenticated,
  type Viewer,
} from '../../platform/index.js';
import { READ_CATALOG, visibleStores } from '../access.js';
import { Workspace } from './workspace.entity.js';
import { slugOf, toColumns, type WorkspaceSettings } from './workspace-settings.js';

export interface NewWorkspace extends WorkspaceSettings {
  readonly name: string;
  /** Made from the name by default. */
  readonly slug?: string | null;
  readonly simulated?: boolean | null;
}

export interface WorkspaceCounts {
  readonly storeCount: number;
  readonly itemCount: number;
}

export class WorkspaceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The workspace of an API key, or the one a person asks for by id or slug, or else the default one (for a merchant
   * without a store in that, one with a store of theirs).
   *
   * @throws {DomainError} UNAUTHENTICATED, FORBIDDEN for a key of another workspace, or NOT_FOUND for one that does not
   *         exist or a merchant does not see
   */
  async resolve(viewer: Viewer, requested: string | null): Promise<Workspace> {
    if (viewer.kind === 'anonymous') throw unauthenticated();
    if (viewer.kind === 'key') return this.ofKey(viewer.workspaceId, requested);
    if (requested) return this.requested(viewer, requested);
    const [first] = await this.seenBy(viewer).getMany();
    return first ?? this.dataSource.getRepository(Workspace).findOneByOrFail({ isDefault: true });
  }

  /** For a request whose context has resolved the id, and so checked that its viewer may see the workspace. */
  getUnchecked(id: string): Promise<Workspace> {
    return this.dataSource.getRepository(Workspace).findOneByOrFail({ id });
  }

  /** The default workspace first, then by name; a merchant sees those with a store of theirs. */
  async list(viewer: Viewer): Promise<Workspace[]> {
    authorize(viewer, READ_CATALOG);
    const query = this.seenBy(viewer);
    if (viewer.kind === 'key') query.andWhere('workspace.id = :own', { own: viewer.workspaceId });
    return query.getMany();
  }

  /** The counts of what a viewer sees, one a workspace id, in the order of the ids: the contract of DataLoader. */
  async listCounts(viewer: Viewer, workspaceIds: readonly string[]): Promise<WorkspaceCounts[]> {
    authorize(viewer, READ_CATALOG);
    const { condition, memberId } = visibleStores(viewer, 'stores.id', '$2');
    return this.dataSource.query(
      `SELECT count(DISTINCT stores.id)::int AS "storeCount", count(items.id)::int AS "itemCount"
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, position)
       LEFT JOIN stores ON stores.workspace_id = wanted.id AND ${condition}
       LEFT JOIN items ON items.store_id = stores.id
       GROUP BY wanted.position ORDER BY wanted.position`,
      [workspaceIds, memberId],
    );
  }

  /**
   * @throws {DomainError} CONFLICT for a slug that is taken, INVALID_INPUT for an unknown time zone or a bad slug
   */
  async add(viewer: Viewer, { slug, simulated, ...settings }: NewWorkspace): Promise<Workspace> {
    authorize(viewer, ADMINISTER);
    return this.dataSource.transaction(async (manager) => {
      const values = await toColumns(manager, settings);
      const workspace = manager.create(Workspace, {
        ...values,
        slug: slug ?? slugOf(settings.name),
        simulated: simulated ?? false,
      });
      const { raw } = await manager
        .createQueryBuilder()
        .insert()
        .into(Workspace)
        .values(workspace)
        .orIgnore()
        .execute();
      if (!raw[0]) throw conflict(`There is a workspace with the slug "${workspace.slug}" already`);
      await this.audit.record(manager, viewer, 'workspace.add', subject(raw[0].id), {
        slug,
        simulated,
        ...settings,
      });
      return manager.findOneByOrFail(Workspace, { id: raw[0].id });
    });
  }

  /**
   * @throws {DomainError} NOT_FOUND, INVALID_INPUT, or CONFLICT for another time zone once there is dated data
   */
  async change(viewer: Viewer, id: string, settings: WorkspaceSettings): Promise<Workspace> {
    authorize(viewer, ADMINISTER);
    return this.dataSource.transaction(async (manager) => {
      const before = await lockedWorkspace(manager, id);
      const values = await toColumns(manager, settings);
      if (before.hasDays && (values.timeZone ?? before.timeZone) !== before.timeZone)
        throw daysAreCut(before);
      await this.audit.record(manager, viewer, 'workspace.change', subject(id), {
        ...settings,
        name: values.name ?? before.name,
        before: { headlineEstimand: before.headlineEstimand, minimumTraffic: before.minimumTraffic },
      });
      return manager.save(manager.create(Workspace, { ...before, ...values }));
    });
  }

  private async ofKey(workspaceId: string, requested: string | null): Promise<Workspace> {
    const workspace = await this.getUnchecked(workspaceId);
    if (requested && requested !== workspace.id && requested !== workspace.slug)
      throw forbidden(
        `The key belongs to the workspace ${workspace.slug}: leave out the toile-workspace header`,
      );
    return workspace;
  }

  private async requested(viewer: Viewer, idOrSlug: string): Promise<Workspace> {
    const column = isUuid(idOrSlug) ? 'id' : 'slug';
    const workspace = await this.seenBy(viewer)
      .andWhere(`workspace.${column} = :idOrSlug`, { idOrSlug })
      .getOne();
    if (!workspace) throw notFound('Workspace', idOrSlug);
    return workspace;
  }

  private seenBy(viewer: Viewer) {
    const { condition, memberId } = visibleStores(viewer, 'stores.id', ':memberId');
    return this.dataSource
      .getRepository(Workspace)
      .createQueryBuilder('workspace')
      .where(
        `(:memberId::uuid IS NULL OR EXISTS
          (SELECT FROM stores WHERE stores.workspace_id = workspace.id AND ${condition}))`,
        { memberId },
      )
      .orderBy({ 'workspace.is_default': 'DESC', 'workspace.name': 'ASC', 'workspace.id': 'ASC' });
  }
}

const subject = (id: string) => ({ type: 'Workspace', id });

const daysAreCut = ({ timeZone }: Workspace) =>
  conflict(`There is data by day already, in ${timeZone}: add a workspace for another time zone`);

async function lockedWorkspace(manager: EntityManager, id: string): Promise<Workspace> {
  const lock = { mode: 'for_no_key_update' } as const;
  const workspace = isUuid(id) ? await manager.findOne(Workspace, { where: { id }, lock }) : null;
  if (!workspace) throw notFound('Workspace', id);
  return workspace;
}
