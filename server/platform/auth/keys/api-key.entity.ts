import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { ADMINISTER } from '../../access/authorize.js';
import { Scope } from '../../access/viewer.js';
import { Access } from '../../graphql/access-rules.js';
import { DateTime } from '../../graphql/scalars.js';
import { User } from '../people/user.entity.js';

registerEnumType(Scope, {
  name: 'Scope',
  description: 'What an API key may do.',
  valuesConfig: {
    EVENTS_WRITE: {
      description:
        'Send events and read which of them were rejected, and nothing else, so that it may stand in a public page; `events:write` on the command line.',
    },
    COUNTS_WRITE: {
      description:
        'Import counts, which adds the stores and items that they name; `counts:write` on the command line.',
    },
    CATALOG_WRITE: {
      description: 'Add and change stores and items; `catalog:write` on the command line.',
    },
    ASSIGNMENTS_READ: { description: 'Ask for assignments; `assignments:read` on the command line.' },
    READ: { description: 'Read what an analyst may read; `read` on the command line.' },
  },
});

/** A program's way in, to one workspace. The key is shown once; here is its SHA-256, in hex. */
@ObjectType({ description: "A program's way in, to one workspace." })
@Access(ADMINISTER)
@Entity('api_keys')
@Unique('api_keys_key_hash_key', ['keyHash'])
@Index('api_keys_workspace_id_idx', ['workspaceId'])
@Check(
  'api_keys_scopes_check',
  "scopes <@ ARRAY['events:write', 'counts:write', 'catalog:write', 'assignments:read', 'read'] AND scopes <> '{}'",
)
export class ApiKey {
  @Field(() => ID)
  @PrimaryGeneratedColumn('uuid')
  readonly id!: string;

  @Field(() => ID)
  @Column('uuid')
  @ForeignKey('Workspace', { name: 'api_keys_workspace_id_fkey', onDelete: 'CASCADE' })
  readonly workspaceId!: string;

  @Field(() => String)
  @Column('text')
  readonly name!: string;

  @Field(() => [Scope])
  @Column('text', { array: true })
  readonly scopes!: Scope[];

  @Column('text')
  readonly keyHash!: string;

  @Field(() => String, { description: 'How the key begins, to tell keys apart.' })
  @Column('text')
  readonly prefix!: string;

  /** Null where the command line made it. While the person is disabled, the key does not work. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => User, { name: 'api_keys_created_by_fkey' })
  readonly createdBy!: string | null;

  @Field(() => DateTime)
  @CreateDateColumn({ type: 'timestamptz' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'To the minute; null when never.' })
  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when the key no longer works.' })
  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
