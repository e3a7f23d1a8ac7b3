import { ArrayUnique, IsOptional, IsUrl, Matches } from 'class-validator';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { IsName } from '../../catalog/index.js';
import { GUIDANCE_RANGE, SAMPLING_STEPS_RANGE, type Sampling } from '../../perfusion/index.js';
import { Limited, NAME_LENGTH_RANGE } from '../../platform/index.js';
import { ModelKind } from '../versions/model-kind.js';

/** Of one model. */
const MAX_FEATURES = 50;
const MAX_TENSORS = 50;
/** Of one feature. */
const MAX_VALUES = 10_000;
const MAX_URL_LENGTH = 2_000;
const MAX_VARIABLE_LENGTH = 100;

@InputType()
export class ModelVersionInput {
  @Field(() => ID)
  readonly id!: string;
}

@InputType()
export class RollBackModelInput {
  @Field(() => ModelKind)
  readonly kind!: ModelKind;
}

@InputType()
export class ImportModelInput {
  @Field(() => ModelKind, { description: 'What the folder must hold.' })
  readonly kind!: ModelKind;

  @Field(() => String, { description: 'What to call the version.' })
  @IsName()
  readonly name!: string;

  @Field(() => String, {
    description:
      'A folder beneath `models/incoming` of the data folder, in the layout of Hugging Face (a CLIP model) or diffusers (a pipeline).',
  })
  @IsName()
  readonly folder!: string;
}

@InputType()
export class ModelFeatureInput {
  @Field(() => String, {
    description: '`store` is the name of the store; any other an attribute of it, e.g. country.',
  })
  @IsName()
  readonly name!: string;

  @Field(() => [String], { description: 'Values it learnt; any other counts as unknown.' })
  @Limited({ items: { max: MAX_VALUES }, length: { max: NAME_LENGTH_RANGE.max } })
  readonly values!: string[];
}

@InputType()
export class TensorNameInput {
  @Field(() => String, { description: 'What the protocol of Toile calls the tensor, e.g. `prompt`.' })
  @IsName()
  readonly ours!: string;

  @Field(() => String, { description: 'What the server calls it.' })
  @IsName()
  readonly theirs!: string;
}

@InputType()
export class UsualSamplingInput implements Sampling {
  @Field(() => Int, { description: 'Denoising steps per image.' })
  @Limited({ range: SAMPLING_STEPS_RANGE })
  readonly steps!: number;

  @Field(() => Float, { description: 'Scale of classifier-free guidance.' })
  @Limited({ range: GUIDANCE_RANGE })
  readonly guidance!: number;
}

@InputType()
export class RegisterRemoteModelInput {
  @Field(() => ModelKind)
  readonly kind!: ModelKind;

  @Field(() => String, { description: 'What to call the version.' })
  @IsName()
  readonly name!: string;

  @Field(() => String, {
    description:
      'Root of a server of the KServe Open Inference Protocol v2, without `/v2`. A server that is not on a public internet address must be listed in TOILE_REMOTE_HOSTS.',
  })
  @Limited({ length: { max: MAX_URL_LENGTH } })
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'url must be an http:// or https:// address such as https://models.example.com' },
  )
  readonly url!: string;

  @Field(() => String, { description: 'The name of the model there.' })
  @IsName()
  readonly modelName!: string;

  @Field(() => String, { nullable: true, description: 'The one the server chooses by default.' })
  @IsOptional()
  @IsName()
  readonly modelVersion?: string | null;

  @Field(() => [ModelFeatureInput], {
    nullable: true,
    description: 'What the model looks at of a store; nothing by default.',
  })
  @IsOptional()
  @Limited({ items: { max: MAX_FEATURES } })
  @ArrayUnique(({ name }: ModelFeatureInput) => name, { message: 'name each feature once' })
  readonly features?: ModelFeatureInput[] | null;

  @Field(() => [TensorNameInput], {
    nullable: true,
    description: 'Tensors that the server names differently from Toile.',
  })
  @Limited({ items: { max: MAX_TENSORS } })
  @IsOptional()
  @ArrayUnique(({ ours }: TensorNameInput) => ours, { message: 'name each tensor once' })
  readonly tensors?: TensorNameInput[] | null;

  @Field(() => UsualSamplingInput, {
    nullable: true,
    description:
      'Of a generator: its default sampling, for a server that must be told; by default the server decides.',
  })
  readonly usualSampling?: UsualSamplingInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Environment variable of the Toile server, TOILE_REMOTE_KEY_ and a name, that holds the address of the model server, a space and its key: the key is sent to that address only, as a bearer token, and kept nowhere.',
  })
  @Limited({ length: { max: MAX_VARIABLE_LENGTH } })
  @IsOptional()
  @Matches(/^TOILE_REMOTE_KEY_[A-Z0-9_]{1,80}$/, {
    message:
      'keyVariable must be TOILE_REMOTE_KEY_ and capital letters, digits or _, e.g. TOILE_REMOTE_KEY_TRITON',
  })
  readonly keyVariable?: string | null;
}
