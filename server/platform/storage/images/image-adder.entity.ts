import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Image } from './image.entity.js';

/** Who sent an image; several may have sent the same one. */
@Entity('image_adders')
export class ImageAdder {
  @PrimaryColumn('text')
  @ForeignKey(() => Image, { name: 'image_adders_image_hash_fkey', onDelete: 'CASCADE' })
  readonly imageHash!: string;

  /** A person or an API key. */
  @PrimaryColumn('uuid')
  readonly adderId!: string;
}
