import { Matches } from 'class-validator';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { GUIDANCE_RANGE, SAMPLING_STEPS_RANGE } from '../../perfusion/index.js';
import { Limited, SafeInt } from '../../platform/index.js';
import { SIGNED_SEED_RANGE } from '../../random/index.js';
import { CANDIDATES_RANGE, MAX_PROMPT_LENGTH, SCORED_IMAGES_RANGE } from './limits.js';

@InputType()
export class ScoreImagesInput {
  @Field(() => ID, { description: 'Whose taste counts.' })
  readonly storeId!: string;

  @Field(() => String, { description: 'What the images shall show.' })
  @Limited({ length: { max: MAX_PROMPT_LENGTH } })
  readonly prompt!: string;

  @Field(() => [ID], {
    description: 'Hashes of images, as `Image.hash` and POST /api/images say.',
  })
  @Limited({ items: SCORED_IMAGES_RANGE })
  @Matches(/^[0-9a-f]{64}$/, {
    each: true,
    message: 'imageIds must be hashes that POST /api/images answered',
  })
  readonly imageIds!: string[];

  @Field(() => ID, { nullable: true, description: 'The reward model in production by default.' })
  readonly versionId?: string | null;
}

@InputType()
export class GenerateCandidatesInput {
  @Field(() => ID, { description: 'Whose taste counts.' })
  readonly storeId!: string;

  @Field(() => String, { description: 'What the images shall show.' })
  @Limited({ length: { max: MAX_PROMPT_LENGTH } })
  readonly prompt!: string;

  @Field(() => Int, { defaultValue: 5, description: 'How many images.' })
  @Limited({ range: CANDIDATES_RANGE })
  readonly count!: number;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'The same seed gives the same images again. Any by default.',
  })
  @Limited({ range: SIGNED_SEED_RANGE })
  readonly seed?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Denoising steps per image: more are slower and finer. By default `usualSampling` of the version or, where that is null, what its server chooses.',
  })
  @Limited({ range: SAMPLING_STEPS_RANGE })
  readonly steps?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Scale of classifier-free guidance: 1 is none, more follows the prompt closer. By default `usualSampling` of the version or, where that is null, what its server chooses.',
  })
  @Limited({ range: GUIDANCE_RANGE })
  readonly guidance?: number | null;

  @Field(() => ID, { nullable: true, description: 'The generator in production by default.' })
  readonly versionId?: string | null;
}
