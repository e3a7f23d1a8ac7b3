import { Field, Float, ObjectType } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { USE_MODELS } from '../access.js';
import { UNKNOWN_WORDS } from '../runs/records/model-run.entity.js';
import { ModelVersion } from '../versions/model-version.entity.js';

@ObjectType({ description: 'How well an image shows a prompt to the taste of a store.' })
@Access(USE_MODELS)
export class ImageScore {
  readonly imageHash!: string;

  @Field(() => Float, {
    description: '100 x the cosine of the features of image and prompt: -100 to 100, higher is better.',
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

@ObjectType({ description: 'Scores of images, and what they rest on.' })
@Access(USE_MODELS)
export class ScoreImagesPayload {
  @Field(() => ModelVersion)
  readonly version!: ModelVersion;

  @Field(() => [ImageScore], { description: 'In the order of `imageIds`.' })
  readonly scores!: readonly ImageScore[];

  @Field(() => [ProfileFeature], { description: 'What the model knows of the store.' })
  readonly knownFeatures!: readonly ProfileFeature[];

  @Field(() => [String], {
    description: 'Features of the model of which the store has no value, or one that the model never saw.',
  })
  readonly unknownFeatures!: readonly string[];

  @Field(() => [String], { description: UNKNOWN_WORDS })
  readonly unknownWords!: readonly string[];
}

@ObjectType({ description: 'Phrases that the prompts a model learnt were made of.' })
@Access(USE_MODELS)
export class PromptPhrases {
  @Field(() => String, { description: 'What they say of a garment, e.g. neckline.' })
  readonly aspect!: string;

  @Field(() => [String])
  readonly phrases!: readonly string[];
}
