import { Field, ID, ObjectType } from 'type-graphql';
import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Access, DateTime } from '../platform/index.js';
import { READ_REJECTS } from './event.js';

/**
 * An event that came in and could not be counted. Gone once the same event is accepted, after 90 days, or beyond
 * 100,000.
 */
@ObjectType({
  description:
    'An event that came in and could not be counted. It disappears once the same event is sent again and accepted, or after 90 days. A workspace keeps the newest 100,000.',
})
@Access(READ_REJECTS)
@Entity('event_rejects')
@Unique('event_rejects_workspace_id_reject_key_key', ['workspaceId', 'rejectKey'])
@Index('event_rejects_workspace_id_id_idx', ['workspaceId', 'id'])
@Index('event_rejects_key_id_id_idx', ['keyId', 'id'], { where: 'key_id IS NOT NULL' })
export class EventReject {
  @Field(() => ID)
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  readonly id!: string;

  @Column('uuid')
  @ForeignKey('Workspace', { name: 'event_rejects_workspace_id_fkey', onDelete: 'CASCADE' })
  readonly workspaceId!: string;

  /**
   * The API key that sent it last; null where a person or an import did. Without a foreign key: a key goes with its
   * workspace, as its rejects do.
   */
  @Column('uuid', { nullable: true })
  readonly keyId!: string | null;

  /** Names the event, so that a replay does not keep it twice. */
  @Column('uuid')
  readonly rejectKey!: string;

  @Field(() => DateTime, { description: 'When it came first.' })
  @CreateDateColumn({ type: 'timestamptz' })
  readonly receivedAt!: Date;

  @Field(() => String, { description: 'The door it came through: `segment`, `graphql` or `import`.' })
  @Column('text')
  readonly source!: string;

  @Field(() => String, { description: 'Why it was not counted, and what to do.' })
  @Column('text')
  readonly reason!: string;

  @Column('json', { name: 'payload' })
  readonly content!: unknown;
}
