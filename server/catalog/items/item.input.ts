import { IsOptional, Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { AMOUNT_MINOR_RANGE, Day, Limited, NAME_LENGTH_RANGE, SafeInt } from '../../platform/index.js';
import { IsName, MAX_SEARCH_LENGTH } from '../name.js';
import { ItemOrigin } from './item.entity.js';
import type { ItemChange, ItemFacts, NewItem } from './item.service.js';
import type { ItemFilter } from './seen-items.js';

const MAX_CURRENCY_LENGTH = 3;

@InputType('ItemFilter', { description: 'Items that match everything that is given.' })
export class ItemFilterInput implements ItemFilter {
  @Field(() => ID, { nullable: true })
  readonly storeId?: string | null;

  @Field(() => ItemOrigin, { nullable: true })
  readonly origin?: ItemOrigin | null;

  @Field(() => String, { nullable: true })
  @Limited({ length: { max: NAME_LENGTH_RANGE.max } })
  readonly category?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the title or the key, in any case.' })
  @Limited({ length: { max: MAX_SEARCH_LENGTH } })
  readonly search?: string | null;
}

@InputType()
abstract class ItemFactsInput implements ItemFacts {
  @Field(() => String, { nullable: true, description: 'E.g. dress.' })
  @IsOptional()
  @IsName()
  readonly category?: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'Price in minor units of `currency` (cents, say).' })
  @Limited({ range: AMOUNT_MINOR_RANGE })
  readonly priceMinor?: number | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217 code, e.g. EUR; goes with `priceMinor`.' })
  @Limited({ length: { max: MAX_CURRENCY_LENGTH } })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters such as EUR' })
  readonly currency?: string | null;

  @Field(() => Day, { nullable: true, description: 'First day on sale.' })
  readonly listedOn?: string | null;

  @Field(() => Day, { nullable: true, description: 'First day no longer on sale.' })
  readonly retiredOn?: string | null;

  @Field(() => ID, { nullable: true, description: 'What `POST /api/images` answered as `hash`.' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'imageHash must be the hash that POST /api/images answered' })
  readonly imageHash?: string | null;
}

@InputType()
export class AddItemInput extends ItemFactsInput implements NewItem {
  @Field(() => ID, { nullable: true, description: 'The store, if `store` does not name it.' })
  readonly storeId?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the store, in place of `storeId`.' })
  @IsOptional()
  @IsName()
  readonly store?: string | null;

  @Field(() => String, {
    description: "The shop's own name for the item, e.g. its SKU; unique in its store.",
  })
  @IsName()
  readonly key!: string;

  @Field(() => String, { nullable: true, description: 'The key by default.' })
  @IsOptional()
  @IsName()
  readonly title?: string | null;

  @Field(() => ItemOrigin, { description: 'Who designed the item; never changes.' })
  readonly origin!: ItemOrigin;
}

@InputType({
  description:
    'What is left out stays as it is; null removes. The origin, the key and the store never change.',
})
export class ChangeItemInput extends ItemFactsInput implements ItemChange {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsName()
  readonly title?: string | null;
}
