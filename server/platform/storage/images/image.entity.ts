import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import { type AccessRule, SIGNED_IN } from '../../access/authorize.js';
import { Scope } from '../../access/viewer.js';
import { Access } from '../../graphql/access-rules.js';

/** Who may ask for images; which of them each sees is the rule of `VisibleImages`. */
export const SEE_IMAGES: AccessRule = { ...SIGNED_IN, scopes: [Scope.READ, Scope.CATALOG_WRITE] };

/** An image in the store of images, named by the SHA-256 of its bytes or of the recipe it is drawn from. */
@ObjectType({ description: 'An image.' })
@Access(SEE_IMAGES)
@Entity('images')
@Check('images_hash_check', "hash ~ '^[0-9a-f]{64}$'")
@Check('images_byte_size_check', 'byte_size > 0')
@Check('images_recipe_check', '(recipe IS NULL) = (byte_size IS NOT NULL)')
@Check('images_width_check', 'width > 0')
@Check('images_height_check', 'height > 0')
export class Image {
  @Field(() => ID, { description: 'SHA-256 of the bytes, or of what it is drawn from, in hexadecimal.' })
  @PrimaryColumn('text')
  readonly hash!: string;

  @Field(() => String, { description: 'E.g. image/png.' })
  @Column('text')
  readonly contentType!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Size of the file in bytes; null for an image that is drawn when it is first shown.',
  })
  @Column('integer', { nullable: true })
  readonly byteSize!: number | null;

  /** What the server draws the image from; null for one that was sent. */
  @Column('text', { nullable: true })
  readonly recipe!: string | null;

  @Field(() => Int, { description: 'Width in pixels.' })
  @Column('integer')
  readonly width!: number;

  @Field(() => Int, { description: 'Height in pixels.' })
  @Column('integer')
  readonly height!: number;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  readonly createdAt!: Date;
}
