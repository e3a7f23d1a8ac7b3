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
import { Access, bigintNumber, DateTime, Day, SafeInt } from '../../platform/index.js';
import { SEE_CATALOG } from '../access.js';

/** Who designed an item; it never changes. */
export enum ItemOrigin {
  AI_GENERATED = 'AI_GENERATED',
  HUMAN_DESIGNED = 'HUMAN_DESIGNED',
}

/** Tercile of the price among the items of one workspace, category and currency. */
export enum PriceBand {
  LOW = 1,
  MIDDLE = 2,
  HIGH = 3,
}

registerEnumType(ItemOrigin, {
  name: 'ItemOrigin',
  description: 'Who designed an item.',
  valuesConfig: {
    AI_GENERATED: { description: 'A model drew it.' },
    HUMAN_DESIGNED: { description: 'A person drew it.' },
  },
});

registerEnumType(PriceBand, {
  name: 'PriceBand',
  description: 'Third of the prices of one category and currency an item belongs to.',
  valuesConfig: {
    LOW: { description: 'At most the lower edge.' },
    MIDDLE: { description: 'Above the lower and at most the upper edge.' },
    HIGH: { description: 'Above the upper edge.' },
  },
});

/** A product a store sells. `origin` says who designed it and never changes. */
@ObjectType({ description: 'A product a store sells.' })
@Access(SEE_CATALOG)
@Entity('items')
@Unique('items_store_id_key_key', ['storeId', 'key'])
@Index('items_store_id_created_at_idx', ['storeId', 'createdAt', 'id'])
@Index('items_created_at_idx', ['createdAt', 'id'])
@Index('items_key_idx', ['key'])
@Index('items_image_hash_idx', ['imageHash'])
@Index('items_added_by_run_idx', ['addedByRun'], { where: 'added_by_run IS NOT NULL' })
@Check('items_key_check', "key <> ''")
@Check('items_title_check', "title <> ''")
@Check('items_category_check', "category <> ''")
@Check('items_price_minor_check', 'price_minor BETWEEN 0 AND 9007199254740991')
@Check('items_currency_check', "currency ~ '^[A-Z]{3}$'")
@Check('items_price_band_check', 'price_band BETWEEN 1 AND 3')
@Check('items_price_check', '(price_minor IS NULL) = (currency IS NULL)')
@Check('items_dates_check', 'retired_on >= listed_on')
export class Item {
  @Field(() => ID)
  @PrimaryGeneratedColumn('uuid')
  readonly id!: string;

  @Column({ type: 'uuid', update: false })
  @ForeignKey('Store', { name: 'items_store_id_fkey', onDelete: 'CASCADE' })
  readonly storeId!: string;

  @Field(() => String, {
    description: "The shop's own name for the item, e.g. its SKU; unique in its store.",
  })
  @Column({ type: 'text', update: false })
  readonly key!: string;

  @Field(() => String)
  @Column('text')
  title!: string;

  @Field(() => ItemOrigin, { description: 'Who designed the item; never changes.' })
  @Column({ type: 'enum', enum: ItemOrigin, enumName: 'item_origin', update: false })
  readonly origin!: ItemOrigin;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  category!: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'Price in minor units of `currency` (cents, say).' })
  @Column({ type: 'bigint', nullable: true, transformer: bigintNumber })
  priceMinor!: number | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217 code of `priceMinor`.' })
  @Column({ type: 'text', nullable: true })
  currency!: string | null;

  @Field(() => PriceBand, {
    nullable: true,
    description: 'Null without a category or a price. Follows a change of prices within a minute.',
  })
  @Column({ type: 'smallint', nullable: true, update: false })
  readonly priceBand!: PriceBand | null;

  @Field(() => Day, { nullable: true, description: 'First day on sale.' })
  @Column('date', { nullable: true })
  listedOn!: string | null;

  @Field(() => Day, { nullable: true, description: 'First day no longer on sale.' })
  @Column('date', { nullable: true })
  retiredOn!: string | null;

  @Column({ type: 'text', nullable: true })
  @ForeignKey('Image', { name: 'items_image_hash_fkey' })
  imageHash!: string | null;

  /** The import that added it; null where a person or a model did. */
  @Column({ type: 'uuid', nullable: true, update: false })
  readonly addedByRun!: string | null;

  /** The import that last stated what it is; null once a person changed it. */
  @Column('uuid', { nullable: true })
  statedByRun!: string | null;

  @Field(() => DateTime)
  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  readonly createdAt!: Date;
}
