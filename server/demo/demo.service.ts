import { IsNull } from 'typeorm';
import { Workspace, type WorkspaceService } from '../catalog/index.js';
import {
  type AccessRule,
  type AuditLog,
  authorize,
  conflict,
  dayOf,
  Job,
  type JobProgress,
  type JobService,
  notFound,
  OPERATOR,
  Role,
  type Viewer,
} from '../platform/index.js';
import { type Removal, removeUnchecked, SIMULATION_LOCK, simulationsHeld } from '../removal/index.js';
import { DEMO_SETTINGS, type DemoSettings, MIN_DEMO_TRAFFIC } from './demo-world.js';
import { type DemoCounts, type DemoDoors, fillDemo } from './load-demo.js';

/** Who may load the demo; it changes no data of theirs. */
export const LOAD_DEMO: AccessRule = { roles: [Role.ANALYST] };

export const LOAD_DEMO_KIND = 'load-demo';

const SLUG = 'demo';
const NAME = 'Demo (simulated)';

/** What a workspace is called until all of it is there; whatever an interrupted load left goes by this name. */
const UNFINISHED_SLUG = 'demo-unfinished';
const UNFINISHED_NAME = 'Demo (being loaded)';

/** The first moment of today as an ISO day: the demo's last day is the one before, which is over. */
export const today = (): string => dayOf(new Date());

export interface DemoLoad {
  readonly settings?: DemoSettings;
  /** The day after the last one, as an ISO day; today by default. */
  readonly endsOn?: string;
  /** Replaces a demo that is there. */
  readonly again?: boolean;
  readonly signal?: AbortSignal;
  readonly report?: (progress: JobProgress) => void;
}

export interface LoadedDemo extends DemoCounts {
  readonly workspaceId: string;
}

export interface DemoServiceOptions extends DemoDoors {
  readonly workspaces: WorkspaceService;
  readonly jobs: JobService;
  readonly audit: AuditLog;
}

/** The workspace of simulated shops that shows what the product does. It never touches another workspace. */
export class DemoService {
  constructor(private readonly options: DemoServiceOptions) {}

  /**
   * Queues the load. Asking while one is under way gives that one.
   *
   * @param workspaceId where the job is listed
   * @throws {DomainError} CONFLICT where the demo is loaded already
   */
  async request(viewer: Viewer, workspaceId: string): Promise<Job> {
    authorize(viewer, LOAD_DEMO);
    const { dataSource, jobs, audit } = this.options;
    if (await this.find(SLUG)) throw loadedAlready();
    const underWay = await this.findLoadUnchecked();
    if (underWay) return underWay;
    return dataSource.transaction(async (manager) => {
      const job = await jobs.enqueueUnchecked({
        kind: LOAD_DEMO_KIND,
        payload: { settings: DEMO_SETTINGS, endsOn: today() },
        workspaceId,
        requestedBy: viewer,
        manager,
      });
      await audit.record(manager, viewer, 'demo.request', { type: 'Job', id: job.id });
      return job;
    });
  }

  /**
   * Loads the demo and returns when it is there. What an interrupted load left is removed first.
   *
   * @throws {DomainError} CONFLICT where it is loaded already (unless `again`), or is being loaded
   */
  async load(viewer: Viewer, load: DemoLoad = {}): Promise<LoadedDemo> {
    authorize(viewer, LOAD_DEMO);
    return this.locked(async () => {
      const loaded = await this.find(SLUG);
      if (loaded && !load.again) throw loadedAlready();
      if (loaded) await this.removeLoaded(viewer, loaded);
      try {
        return await this.build(viewer, load);
      } catch (error) {
        await this.removeUnfinished().catch(() => {}); // the next load removes it; this error says more
        throw error;
      }
    });
  }

  /** Whether there is a demo, and all of it: for its own job, and the start of the server. */
  async isLoadedUnchecked(): Promise<boolean> {
    return (await this.find(SLUG)) !== null;
  }

  /** The load under way, for the start of the server, which acts as operator. */
  findLoadUnchecked(): Promise<Job | null> {
    return this.options.dataSource
      .getRepository(Job)
      .findOneBy({ kind: LOAD_DEMO_KIND, finishedAt: IsNull() });
  }

  /** @throws {DomainError} NOT_FOUND where there is no demo, CONFLICT while it is being loaded */
  async remove(viewer: Viewer): Promise<void> {
    authorize(viewer, LOAD_DEMO);
    await this.locked(async () => {
      const loaded = await this.find(SLUG);
      const unfinished = await this.find(UNFINISHED_SLUG);
      if (!loaded && !unfinished) throw notFound('Workspace', SLUG);
      for (const workspace of [unfinished, loaded]) {
        if (workspace) await this.removeLoaded(viewer, workspace);
      }
    });
  }

  private async build(viewer: Viewer, load: DemoLoad): Promise<LoadedDemo> {
    const { settings = DEMO_SETTINGS, endsOn = today() } = load;
    const { signal = new AbortController().signal, report = () => {} } = load;
    await this.removeUnfinished();
    const { id: workspaceId } = await this.options.workspaces.add(OPERATOR, {
      slug: UNFINISHED_SLUG,
      name: UNFINISHED_NAME,
      simulated: true,
      minimumTraffic: MIN_DEMO_TRAFFIC,
    });
    const counts = await fillDemo(this.options, { workspaceId, settings, endsOn, signal, report });
    await this.options.dataSource.transaction(async (manager) => {
      await manager.update(Workspace, workspaceId, { slug: SLUG, name: NAME });
      const subject = { type: 'Workspace', id: workspaceId };
      await this.options.audit.record(manager, viewer, 'demo.load', subject, { settings, endsOn, ...counts });
    });
    return { workspaceId, ...counts };
  }

  private find(slug: string): Promise<Workspace | null> {
    return this.options.dataSource.getRepository(Workspace).findOneBy({ slug, simulated: true });
  }

  /** What an interrupted load left; nobody asked for it, so that the audit log says nothing of it. */
  private async removeUnfinished(): Promise<void> {
    const unfinished = await this.find(UNFINISHED_SLUG);
    if (unfinished) await this.removeWorkspace(unfinished, async () => {});
  }

  private async removeLoaded(viewer: Viewer, workspace: Workspace): Promise<void> {
    const { id, slug } = workspace;
    const subject = { type: 'Workspace', id };
    await this.removeWorkspace(workspace, (manager, contents) =>
      this.options.audit.record(manager, viewer, 'demo.remove', subject, { slug, ...contents }),
    );
  }

  private async removeWorkspace({ id }: Workspace, note: Removal['note']): Promise<void> {
    await removeUnchecked(this.options.dataSource, {
      workspaceId: id,
      storeId: null,
      jobId: null,
      signal: new AbortController().signal,
      report: () => {},
      note,
    });
  }

  /** One load at a time, over all processes: a lock of a connection of its own, which ends with the process. */
  private async locked<T>(work: () => Promise<T>): Promise<T> {
    const runner = this.options.dataSource.createQueryRunner();
    try {
      const [{ locked }] = await runner.query('SELECT pg_try_advisory_lock($1) AS locked', [SIMULATION_LOCK]);
      if (!locked) throw simulationsHeld();
      return await work().finally(() => runner.query('SELECT pg_advisory_unlock($1)', [SIMULATION_LOCK]));
    } finally {
      await runner.release();
    }
  }
}

const loadedAlready = () =>
  conflict(`The demo is loaded already, as workspace "${SLUG}". "toile demo load --again" builds it anew`);
