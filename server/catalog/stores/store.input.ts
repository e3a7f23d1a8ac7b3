import { ArrayUnique, IsOptional, IsUUID } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ConnectionArgs, Limited } from '../../platform/index.js';
import { IsName, MAX_SEARCH_LENGTH } from '../name.js';
import type { StoreAttribute } from './store-attribute.type.js';

/** Of one store. */
const MAX_ATTRIBUTES = 50;
/** More than this are no longer a choice. */
const MAX_CHOSEN_STORES = 1_000;

@ArgsType()
export class StoresArgs extends ConnectionArgs {
  @Field(() => String, { nullable: true, description: 'Part of the name, in any case.' })
  @Limited({ length: { max: MAX_SEARCH_LENGTH } })
  readonly search?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these stores; ids that the viewer does not see are left out.',
  })
  @Limited({ items: { max: MAX_CHOSEN_STORES } })
  @IsOptional()
  @IsUUID('all', { each: true, message: 'ids are ids of stores, as `stores` gives them' })
  readonly ids?: string[] | null;
}

@InputType()
export class StoreAttributeInput implements StoreAttribute {
  @Field(() => String, { description: 'E.g. country.' })
  @IsName()
  readonly name!: string;

  @Field(() => String, { description: 'E.g. FR.' })
  @IsName()
  readonly value!: string;
}

@InputType()
export class AddStoreInput {
  @Field(() => String, { description: 'Unique in the workspace.' })
  @IsName()
  readonly name!: string;

  @Field(() => [StoreAttributeInput], { nullable: true })
  @IsOptional()
  @Limited({ items: { max: MAX_ATTRIBUTES } })
  @ArrayUnique(({ name }: StoreAttributeInput) => name, { message: 'name each attribute once' })
  readonly attributes?: StoreAttributeInput[] | null;
}

@InputType({ description: 'What is left out stays as it is.' })
export class ChangeStoreInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsName()
  readonly name?: string;

  @Field(() => [StoreAttributeInput], { nullable: true, description: 'Replaces all attributes.' })
  @IsOptional()
  @Limited({ items: { max: MAX_ATTRIBUTES } })
  @ArrayUnique(({ name }: StoreAttributeInput) => name, { message: 'name each attribute once' })
  readonly attributes?: StoreAttributeInput[] | null;
}

@InputType()
export class StoreMemberInput {
  @Field(() => ID)
  readonly storeId!: string;

  @Field(() => ID, { description: 'A person of the role MERCHANT.' })
  readonly userId!: string;
}
