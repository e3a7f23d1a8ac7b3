import { Field, ID, ObjectType } from 'type-graphql';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { Access, DateTime } from '../../platform/index.js';
import { SEE_CATALOG } from '../access.js';

/** A shop: the unit within which AI-generated and human-designed items are compared. */
@ObjectType({
  description: 'A shop: the unit within which AI-generated and human-designed items are compared.',
})
@Access(SEE_CATALOG)
@Entity('stores')
@Unique('stores_workspace_id_name_key', ['workspaceId', 'name'])
@Unique('stores_workspace_id_id_key', ['workspaceId', 'id'])
@Index('stores_added_by_run_idx', ['addedByRun'], { where: 'added_by_run IS NOT NULL' })
@Index('stores_removal_job_id_idx', ['removalJobId'], { where: 'removal_job_id IS NOT NULL' })
@Check('stores_name_check', "name <> ''")
@Check('stores_attributes_check', "jsonb_typeof(attributes) = 'object'")
export class Store {
  @Field(() => ID)
  @PrimaryGeneratedColumn('uuid')
  readonly id!: string;

  @Column({ type: 'uuid', update: false })
  @ForeignKey('Workspace', { name: 'stores_workspace_id_fkey', onDelete: 'CASCADE' })
  readonly workspaceId!: string;

  @Field(() => String, { description: 'Unique in its workspace; how imports name the store.' })
  @Column('text')
  name!: string;

  @Column('jsonb', { default: {} })
  attributes!: Readonly<Record<string, string>>;

  /** When items last changed category or price band: numbers sliced by them before are to be rebuilt. */
  @Column({ type: 'timestamptz', nullable: true, update: false })
  readonly reclassifiedAt!: Date | null;

  /** The import that added it; null where a person did. */
  @Column({ type: 'uuid', nullable: true, update: false })
  readonly addedByRun!: string | null;

  /** The import that added it, until a person changes it. */
  @Column('uuid', { nullable: true })
  statedByRun!: string | null;

  /** The job that deletes it, while that has not ended; see `takesEvents`. */
  @Column({ type: 'bigint', nullable: true, update: false })
  @ForeignKey('Job', { name: 'stores_removal_job_id_fkey', onDelete: 'SET NULL' })
  readonly removalJobId!: string | null;

  @Field(() => DateTime)
  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  readonly createdAt!: Date;
}

/** A person of the role MERCHANT sees the stores they are a member of, and no other. */
@Entity('store_members')
@Index('store_members_user_id_idx', ['userId'])
export class StoreMember {
  @PrimaryColumn('uuid')
  @ForeignKey('Store', { name: 'store_members_store_id_fkey', onDelete: 'CASCADE' })
  readonly storeId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey('User', { name: 'store_members_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId!: string;
}
