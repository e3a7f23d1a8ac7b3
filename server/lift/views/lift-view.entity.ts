import { Field, ID, ObjectType } from 'type-graphql';
import { Check, Column, CreateDateColumn, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Access, DateTime, User } from '../../platform/index.js';
import { USE_VIEWS } from '../access.js';

/** Characters: browsers and proxies cut longer addresses. */
export const MAX_PARAMETERS_LENGTH = 8_000;

/** A question to the lift page that a person keeps under a name. */
@ObjectType({
  description: 'A question to the lift page that a person saved under a name. Its answer is not saved.',
})
@Access(USE_VIEWS)
@Entity('lift_views')
@Unique('lift_views_workspace_id_author_id_name_key', ['workspaceId', 'authorId', 'name'])
@Check('lift_views_name_check', "name <> ''")
@Check('lift_views_parameters_check', `length(parameters) BETWEEN 1 AND ${MAX_PARAMETERS_LENGTH}`)
export class LiftView {
  @Field(() => ID)
  @PrimaryGeneratedColumn('uuid')
  readonly id!: string;

  @Column({ type: 'uuid', update: false })
  @ForeignKey('Workspace', { name: 'lift_views_workspace_id_fkey', onDelete: 'CASCADE' })
  readonly workspaceId!: string;

  @Column({ type: 'uuid', update: false })
  @ForeignKey(() => User, { name: 'lift_views_author_id_fkey' })
  readonly authorId!: string;

  @Field(() => String, { description: 'Email address of the person who saved it.' })
  @Column({ type: 'text', update: false })
  readonly authorName!: string;

  @Field(() => String, { description: 'Unique among the views of its author.' })
  @Column('text')
  name!: string;

  @Field(() => String, {
    description: 'Parameters of the address of the lift page, e.g. `metric=CTR&from=2026-01-01`.',
  })
  @Column({ type: 'text', update: false })
  readonly parameters!: string;

  @Field(() => DateTime)
  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  readonly createdAt!: Date;
}
