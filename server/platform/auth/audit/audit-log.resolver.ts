import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { ADMINISTER } from '../../access/authorize.js';
import { Access } from '../../graphql/access-rules.js';
import { ConnectionArgs } from '../../graphql/connections/connection.input.js';
import { type Connection, connectionOf } from '../../graphql/connections/connection.type.js';
import type { Context } from '../../graphql/context.js';
import { AuditEntry } from './audit-entry.entity.js';
import type { AuditLog } from './audit-log.js';

const AuditEntryConnection = connectionOf(AuditEntry, ADMINISTER);

@Resolver()
export class AuditLogResolver {
  constructor(private readonly audit: AuditLog) {}

  @Access(ADMINISTER)
  @Query(() => AuditEntryConnection, { description: 'Who did what, newest first.' })
  auditLog(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { viewer }: Context,
  ): Promise<Connection<AuditEntry>> {
    return this.audit.list(viewer, args);
  }
}
