import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Access, withoutKeys } from '../../platform/index.js';
import { READ_MODELS, RUN_MODELS, SEE_MODELS } from '../access.js';

@ObjectType({ description: 'Something a model looks at of a store.' })
@Access(withoutKeys(READ_MODELS))
export class ModelFeature {
  @Field(() => String, {
    description: '`store` is the name of the store; any other an attribute of it, e.g. country.',
  })
  readonly name!: string;

  @Field(() => [String], { description: 'Values it learnt; any other counts as unknown.' })
  readonly values!: readonly string[];
}

@ObjectType({ description: 'A number that says how good a model is.' })
@Access(READ_MODELS)
export class ModelMetric {
  @Field(() => String, { description: 'E.g. GAUC.' })
  readonly name!: string;

  @Field(() => Float)
  readonly value!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of its 95 % interval, in the unit of the value.',
  })
  readonly lower?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper end of its 95 % interval, in the unit of the value.',
  })
  readonly upper?: number | null;

  @Field(() => String, { nullable: true, description: 'E.g. seconds; null for a number without one.' })
  readonly unit?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many groups it was measured on.' })
  readonly sampleSize?: number | null;
}

@ObjectType({ description: 'How images of a generator are drawn by default.' })
@Access(SEE_MODELS)
export class UsualSampling {
  @Field(() => Int, { description: 'Denoising steps per image.' })
  readonly steps!: number;

  @Field(() => Float, { description: 'Scale of classifier-free guidance; 1 is none.' })
  readonly guidance!: number;
}

@ObjectType({ description: 'A model on a server that speaks the KServe Open Inference Protocol v2.' })
@Access(READ_MODELS)
export class ModelEndpoint {
  @Access(RUN_MODELS)
  @Field(() => String, {
    description: 'Root of the server, without `/v2`; for those who may register models.',
  })
  readonly url!: string;

  @Field(() => String)
  readonly modelName!: string;

  @Field(() => String, { nullable: true, description: 'Null for the one the server chooses.' })
  readonly modelVersion!: string | null;

  /** The server's names of its tensors, by ours; those that are the same are left out. */
  readonly tensors!: Readonly<Record<string, string>>;

  @Access(RUN_MODELS)
  @Field(() => String, {
    nullable: true,
    description:
      'Environment variable of the Toile server that holds address and key of the endpoint; for those who may register models.',
  })
  readonly keyVariable!: string | null;
}
