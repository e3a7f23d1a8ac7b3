import type { DataSource, EntityManager } from 'typeorm';
import { ADMINISTER, authorize } from '../../access/authorize.js';
import type { Viewer } from '../../access/viewer.js';
import type { ConnectionArgs } from '../../graphql/connections/connection.input.js';
import type { Connection } from '../../graphql/connections/connection.type.js';
import { listConnection } from '../../graphql/connections/list-connection.js';
import type { AuditAction } from './audit-action.js';
import { AuditEntry } from './audit-entry.entity.js';

/** What was acted on, e.g. `{ type: 'Store', id: store.id }`. */
export interface AuditSubject {
  readonly type: string;
  readonly id: string;
}

export class AuditLog {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Notes who did what, in the transaction that does it: neither is kept without the other.
   *
   * @param manager of the transaction of the change
   * @param details what was changed, as JSON, with the name of the subject, by which people know it later; never a secret
   */
  async record(
    manager: EntityManager,
    viewer: Viewer,
    action: AuditAction,
    { type, id }: AuditSubject,
    details: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await manager.insert(AuditEntry, {
      ...actorOf(viewer),
      action,
      subjectType: type,
      subjectId: id,
      details,
    } as object);
  }

  /** Newest first. */
  async list(viewer: Viewer, args: ConnectionArgs): Promise<Connection<AuditEntry>> {
    authorize(viewer, ADMINISTER);
    return listConnection(this.dataSource.getRepository(AuditEntry).createQueryBuilder('entry'), args, {
      viewer,
      keys: [{ sql: 'entry.id', type: 'bigint', of: ({ id }) => id }],
      descending: true,
    });
  }
}

/** How the log names who did a thing. */
export function actorOf(viewer: Viewer): Pick<AuditEntry, 'actorKind' | 'actorId' | 'actorName'> {
  if (viewer.kind === 'user')
    return { actorKind: viewer.kind, actorId: viewer.userId, actorName: viewer.email };
  if (viewer.kind === 'key') return { actorKind: viewer.kind, actorId: viewer.keyId, actorName: viewer.name };
  return { actorKind: viewer.kind, actorId: null, actorName: viewer.kind };
}
