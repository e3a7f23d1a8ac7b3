import { type DataSource, In } from 'typeorm';
import {
  ApiKey,
  allows,
  authorize,
  type Connection,
  type ConnectionArgs,
  listConnection,
  readFor,
  type Viewer,
} from '../platform/index.js';
import { READ_INGESTION, READ_REJECTS } from './event.js';
import { EventReject } from './event-reject.entity.js';
import type { Ingestion } from './ingestion.type.js';

/**
 * How long an event that could not be counted is kept: a quarter, the span that shops look back on and whose gaps they
 * ask about. Not for good, since unlike events rejects hold what was sent as it was, visitors' names too.
 */
export const REJECTS_KEPT_DAYS = 90;
/** Of a workspace. A key in a shop page is public, and its finder could fill the disk with rejects. */
export const MAX_REJECTS = 100_000;

/** Says how events come in. */
export class IngestionService {
  constructor(private readonly dataSource: DataSource) {}

  async status(viewer: Viewer, workspaceId: string): Promise<Ingestion> {
    authorize(viewer, READ_INGESTION);
    const [status] = await readFor(viewer, this.dataSource, (manager) =>
      manager.query(STATUS, [workspaceId]),
    );
    return { ...status, eventCount: Number(status.eventCount) };
  }

  /** Newest first. A key that may not read the workspace sees those that it sent itself. */
  async listRejects(
    viewer: Viewer,
    workspaceId: string,
    page: ConnectionArgs,
  ): Promise<Connection<EventReject>> {
    authorize(viewer, READ_REJECTS);
    const rejects = this.dataSource
      .getRepository(EventReject)
      .createQueryBuilder('reject')
      .where('reject.workspace_id = :workspaceId', { workspaceId });
    if (viewer.kind === 'key' && !allows(READ_INGESTION, viewer))
      rejects.andWhere('reject.key_id = :keyId', { keyId: viewer.keyId });
    return listConnection(rejects, page, {
      viewer,
      keys: [{ sql: 'reject.id', type: 'bigint', of: ({ id }) => id }],
      descending: true,
    });
  }

  /** Names of API keys, in the order of their ids; null for one that is gone. */
  async keyNamesUnchecked(ids: readonly string[]): Promise<(string | null)[]> {
    const keys = await this.dataSource.getRepository(ApiKey).findBy({ id: In([...ids]) });
    const names = new Map(keys.map(({ id, name }) => [id, name]));
    return ids.map((id) => names.get(id) ?? null);
  }

  /**
   * Removes rejects that came first more than `REJECTS_KEPT_DAYS` ago, and the oldest of a workspace that has too many.
   * A job of the server calls it.
   *
   * @param maximum of a workspace
   * @returns how many
   */
  async forgetOldRejectsUnchecked(maximum = MAX_REJECTS): Promise<number> {
    const [, forgotten]: [unknown, number] = await this.dataSource.query(
      `WITH surplus AS MATERIALIZED (
         SELECT id AS workspace_id, (SELECT id FROM event_rejects WHERE workspace_id = workspaces.id
                                     ORDER BY id DESC OFFSET $2 LIMIT 1) AS last
         FROM workspaces)
       DELETE FROM event_rejects AS reject USING surplus
       WHERE reject.workspace_id = surplus.workspace_id
         AND (reject.received_at < now() - $1 * interval '1 day' OR reject.id <= surplus.last)`,
      [REJECTS_KEPT_DAYS, maximum],
    );
    return forgotten;
  }
}

const STATUS = `
  SELECT now() AS "completeUntil", max(received_at) AS "lastReceivedAt", COALESCE(sum(event_count), 0) AS "eventCount",
    count(*) FILTER (WHERE rolled_up_at IS NULL)::int AS "waitingBatches",
    (SELECT count(*)::int FROM event_rejects WHERE workspace_id = $1) AS "rejectCount"
  FROM event_batches WHERE workspace_id = $1`;
