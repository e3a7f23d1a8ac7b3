import { Matches } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access, Limited, SafeInt } from '../../platform/index.js';
import { USE_MODELS } from '../access.js';
import { ModelVersion } from '../registry/model-version.entity.js';
import { MAX_PROMPT_LENGTH } from '../require-short.js';
import { UNKNOWN_WORDS } from '../runs/model-run.entity.js';
import {
  type GenerationRequest,
  type ImageScore,
  type ImageScores,
  type PromptPhrases,
  SCORED_IMAGES,
  type ScoreRequest,
} from './inference.js';

@InputType()
export class ScoreImagesInput implements ScoreRequest {
  @Field(() => ID, { description: 'Whose taste counts.' })
  readonly storeId!: string;

  @Field(() => String, { description: 'What the pictures shall show.' })
  @Limited({ length: { max: MAX_PROMPT_LENGTH } })
  readonly prompt!: string;

  @Field(() => [ID], {
    description: 'Hashes of pictures, as `Image.hash` and POST /api/images say.',
  })
  @Limited({ items: SCORED_IMAGES })
  @Matches(/^[0-9a-f]{64}$/, {
    each: true,
    message: 'imageIds must be hashes that POST /api/images answered',
  })
  readonly imageIds!: string[];

  @Field(() => ID, { nullable: true, description: 'The reward model in production by default.' })
  readonly versionId?: string | null;
}

@InputType()
export class GenerateCandidatesInput implements GenerationRequest {
  @Field(() => ID, { description: 'Whose taste counts.' })
  readonly storeId!: string;

  @Field(() => String, { description: 'What the pictures shall show.' })
  @Limited({ length: { max: MAX_PROMPT_LENGTH } })
  readonly prompt!: string;

  @Field(() => Int, { defaultValue: 5, description: 'How many pictures, 1 to 8.' })
  readonly count!: number;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'From 0 to 2147483647; the same seed gives the same pictures again. Any by default.',
  })
  readonly seed?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Denoising steps a picture, 1 to 50: more are slower and finer. By default `usualSampling` of the version or, where that is null, what its server chooses.',
  })
  readonly steps?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Scale of classifier-free guidance, 1 to 20: 1 is none, more follows the prompt closer. By default `usualSampling` of the version or, where that is null, what its server chooses.',
  })
  readonly guidance?: number | null;

  @Field(() => ID, { nullable: true, description: 'The generator in production by default.' })
  readonly versionId?: string | null;
}

@ObjectType('ImageScore', { description: 'How well a picture shows a prompt to the taste of a store.' })
@Access(USE_MODELS)
export class ImageScoreType implements ImageScore {
  readonly imageHash!: string;

  @Field(() => Float, {
    description: '100 x the cosine of the features of picture and prompt: -100 to 100, higher is better.',
  })
  readonly score!: number;
}

@ObjectType({ description: 'What a model knows of a store.' })
@Access(USE_MODELS)
export class ProfileFeature {
  @Field(() => String, { description: 'E.g. country.' })
  readonly name!: string;

  @Field(() => String, { description: 'E.g. FR.' })
  readonly value!: string;
}

@ObjectType({ description: 'Scores of pictures, and what they rest on.' })
@Access(USE_MODELS)
export class ScoreImagesPayload implements ImageScores {
  @Field(() => ModelVersion)
  readonly version!: ModelVersion;

  @Field(() => [ImageScoreType], { description: 'In the order of `imageIds`.' })
  readonly scores!: readonly ImageScoreType[];

  @Field(() => [ProfileFeature], { description: 'What the model knows of the store.' })
  readonly knownFeatures!: readonly ProfileFeature[];

  @Field(() => [String], {
    description: 'Features of the model of which the store has no value, or one that the model never saw.',
  })
  readonly unknownFeatures!: readonly string[];

  @Field(() => [String], { description: UNKNOWN_WORDS })
  readonly unknownWords!: readonly string[];
}

@ObjectType('PromptPhrases', { description: 'Phrases that the prompts a model learnt were made of.' })
@Access(USE_MODELS)
export class PromptPhrasesType implements PromptPhrases {
  @Field(() => String, { description: 'What they say of a garment, e.g. neckline.' })
  readonly aspect!: string;

  @Field(() => [String])
  readonly phrases!: readonly string[];
}
