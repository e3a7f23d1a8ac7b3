import { Field, ID, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Access, bigintNumber, SafeInt } from '../../platform/index.js';
import { READ_MODELS } from '../access.js';
import { ModelVersion } from './model-version.entity.js';

/** One file of a version; its bytes are in the store of model files, under their hash. */
@ObjectType({ description: 'One file of a version.' })
@Access(READ_MODELS)
@Entity('model_files')
@Index('model_files_hash_idx', ['hash'])
@Check('model_files_hash_check', "hash ~ '^[0-9a-f]{64}$'")
@Check('model_files_byte_size_check', 'byte_size >= 0')
export class ModelFile {
  @PrimaryColumn('uuid')
  @ForeignKey(() => ModelVersion, { name: 'model_files_version_id_fkey', onDelete: 'CASCADE' })
  readonly versionId!: string;

  @Field(() => String, { description: 'Below the folder of the version, e.g. `unet/config.json`.' })
  @PrimaryColumn('text')
  readonly path!: string;

  @Field(() => ID, { description: 'SHA-256 of the bytes, in hexadecimal.' })
  @Column('text')
  readonly hash!: string;

  @Field(() => SafeInt, { description: 'Size in bytes.' })
  @Column({ type: 'bigint', transformer: bigintNumber })
  readonly byteSize!: number;
}
