import { Field, ID, ObjectType } from 'type-graphql';
import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { ADMINISTER } from '../../access/authorize.js';
import { Access } from '../../graphql/access-rules.js';
import { DateTime } from '../../graphql/scalars.js';

/** Who did what. Append-only: a trigger refuses to change or delete a row. */
@ObjectType({ description: 'Who did what, and when. Entries are never changed or deleted.' })
@Access(ADMINISTER)
@Entity('audit_log')
export class AuditEntry {
  @Field(() => ID)
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  readonly id!: string;

  @Field(() => DateTime)
  @CreateDateColumn({ type: 'timestamptz' })
  readonly at!: Date;

  @Field(() => String, { description: '`user`, `key`, `operator` (the command line) or `anonymous`.' })
  @Column('text')
  readonly actorKind!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the person or key.' })
  @Column('uuid', { nullable: true })
  readonly actorId!: string | null;

  @Field(() => String, { description: 'E-mail of the person or name of the key, as it was then.' })
  @Column('text')
  readonly actorName!: string;

  @Field(() => String, { description: 'What was done, e.g. `user.add`.' })
  @Column('text')
  readonly action!: string;

  @Field(() => String)
  @Column('text')
  readonly subjectType!: string;

  @Field(() => String)
  @Column('text')
  readonly subjectId!: string;

  @Column('jsonb', { default: {} })
  readonly details!: Readonly<Record<string, unknown>>;

  @Field(() => String, { description: 'What was changed, as JSON.' })
  get detailsJson(): string {
    return JSON.stringify(this.details);
  }
}
