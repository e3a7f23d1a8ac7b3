import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { ModelKind } from './model-kind.js';
import { ModelVersion } from './model-version.entity.js';

/** A promotion that is not undone: those of a kind, in order, are what roll-backs undo, the last one first. */
@Entity('model_promotions')
@Index('model_promotions_kind_id_idx', ['kind', 'id'])
export class ModelPromotion {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  readonly id!: string;

  @Column({ type: 'enum', enum: ModelKind, enumName: 'model_kind' })
  readonly kind!: ModelKind;

  @Column('uuid')
  @ForeignKey(() => ModelVersion, { name: 'model_promotions_version_id_fkey', onDelete: 'CASCADE' })
  readonly versionId!: string;
}
