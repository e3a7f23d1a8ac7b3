import DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access, type Context, Image, type ImageService, Job, perRequest } from '../../platform/index.js';
import { USE_MODELS } from '../access.js';
import { GenerateCandidatesInput, ScoreImagesInput } from './inference.input.js';
import type { InferenceService } from './inference.service.js';
import { ImageScore, PromptPhrases, ScoreImagesPayload } from './inference.type.js';

/** So that an operation may ask for 4 scorings, but not for dozens by aliases. */
const SCORING_COST = 4_000;

export interface InferenceResolverOptions {
  readonly inference: InferenceService;
  readonly images: ImageService;
}

@Resolver(() => ImageScore)
export class InferenceResolver {
  private readonly imageOf = perRequest(
    ({ viewer }) =>
      new DataLoader<string, Image | null>((hashes) => this.options.images.listByHashes(viewer, hashes)),
  );

  constructor(private readonly options: InferenceResolverOptions) {}

  @Access(USE_MODELS)
  @Query(() => ScoreImagesPayload, {
    description: 'Scores images for a prompt and the taste of a store; merchants, for their own stores.',
    complexity: ({ args, childComplexity }) => SCORING_COST + args.input.imageIds.length * childComplexity,
  })
  async scoreImages(
    @Arg('input', () => ScoreImagesInput) input: ScoreImagesInput,
    @Ctx() context: Context,
  ): Promise<ScoreImagesPayload> {
    return this.options.inference.score(context.viewer, await context.workspaceId(), input);
  }

  @Access(USE_MODELS)
  @Query(() => [PromptPhrases], {
    description: 'Phrases that the demonstration models know; prompts made of others come out worse.',
  })
  promptVocabulary(@Ctx() { viewer }: Context): PromptPhrases[] {
    return this.options.inference.vocabulary(viewer);
  }

  @Access(USE_MODELS)
  @Mutation(() => Job, {
    description:
      'Draws images for a prompt and the taste of a store, as a job: `modelRun` with its id has the images as they finish. Merchants, for their own stores.',
  })
  async generateCandidates(
    @Arg('input', () => GenerateCandidatesInput) input: GenerateCandidatesInput,
    @Ctx() context: Context,
  ): Promise<Job> {
    return this.options.inference.generate(context.viewer, await context.workspaceId(), input);
  }

  @FieldResolver(() => Image)
  async image(@Root() { imageHash }: ImageScore, @Ctx() context: Context): Promise<Image> {
    return (await this.imageOf(context).load(imageHash))!; // it was read to be scored
  }
}
