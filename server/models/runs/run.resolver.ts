import DataLoader from 'dataloader';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Store, type StoreService } from '../../catalog/index.js';
import {
  Access,
  type Connection,
  ConnectionArgs,
  type Context,
  connectionOf,
  Job,
  type JobService,
  perRequest,
} from '../../platform/index.js';
import { RUN_MODELS, SEE_MODELS } from '../access.js';
import type { RegistryService } from '../registry/registry.service.js';
import { ModelVersion } from '../versions/model-version.entity.js';
import { GeneratedImage } from './records/generated-image.entity.js';
import { ModelRun, ModelRunKind } from './records/model-run.entity.js';
import type { CurvePoint } from './records/run-curve.js';
import { RunLogLine } from './records/run-log-line.entity.js';
import { TrainingPoint } from './records/training-point.entity.js';
import { CurveArgs, LogArgs, ResumeRunInput, StartEvaluationInput, StartTrainingInput } from './run.input.js';
import type { RunService } from './run.service.js';

const ModelRunConnection = connectionOf(ModelRun, SEE_MODELS);

/** The cost of a list of flat rows by how many were asked for, a number that is checked only later. */
const costOf = (asked: number) => Math.max(1, asked);

export interface RunResolverOptions {
  readonly runs: RunService;
  readonly registry: RegistryService;
  readonly jobs: JobService;
  readonly stores: StoreService;
}

@Resolver(() => ModelRun)
export class RunResolver {
  private readonly jobOf = perRequest(
    () => new DataLoader<string, Job | null>((ids) => this.options.jobs.listByIdsUnchecked(ids)),
  );
  private readonly storeOf = perRequest(
    () => new DataLoader<string, Store>((ids) => this.options.stores.listByIdsUnchecked(ids)),
  );
  private readonly versionOf = perRequest(
    () => new DataLoader<string, ModelVersion | null>((ids) => this.options.registry.listByIdsUnchecked(ids)),
  );
  private readonly resultOf = perRequest(
    () => new DataLoader<string, ModelVersion[]>((ids) => this.options.registry.listByRunsUnchecked(ids)),
  );
  private readonly imagesOf = perRequest(
    () => new DataLoader<string, GeneratedImage[]>((ids) => this.options.runs.listImagesUnchecked(ids)),
  );

  constructor(private readonly options: RunResolverOptions) {}

  @Access(SEE_MODELS)
  @Query(() => ModelRunConnection, {
    description:
      'Runs of the current workspace, newest first; merchants see the drawings they asked for, of their stores.',
  })
  async modelRuns(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('kind', () => ModelRunKind, { nullable: true }) kind: ModelRunKind | null,
    @Arg('storeId', () => ID, { nullable: true, description: 'Only drawings for this store.' })
    storeId: string | null,
    @Ctx() context: Context,
  ): Promise<Connection<ModelRun>> {
    const workspaceId = await context.workspaceId();
    return this.options.runs.list(context.viewer, workspaceId, { ...page, kind, storeId });
  }

  @Access(SEE_MODELS)
  @Query(() => ModelRun, { description: 'One run of the current workspace; its id is that of its job.' })
  async modelRun(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<ModelRun> {
    return this.options.runs.find(context.viewer, await context.workspaceId(), id);
  }

  @Access(RUN_MODELS)
  @Mutation(() => ModelRun, {
    description: 'Trains a model as a job. The version that results is a candidate: `ModelRun.result`.',
  })
  async startTraining(
    @Arg('input', () => StartTrainingInput) input: StartTrainingInput,
    @Ctx() context: Context,
  ): Promise<ModelRun> {
    return this.options.runs.startTraining(context.viewer, await context.workspaceId(), input);
  }

  @Access(RUN_MODELS)
  @Mutation(() => ModelRun, {
    description: 'Measures a version on preference groups as a job: `ModelRun.metrics`.',
  })
  async startEvaluation(
    @Arg('input', () => StartEvaluationInput) input: StartEvaluationInput,
    @Ctx() context: Context,
  ): Promise<ModelRun> {
    return this.options.runs.startEvaluation(context.viewer, await context.workspaceId(), input);
  }

  @Access(RUN_MODELS)
  @Mutation(() => ModelRun, {
    description:
      'Lets a training that failed go on at its last checkpoint, as long as that is kept: 14 days.',
  })
  async resumeRun(
    @Arg('input', () => ResumeRunInput) { id }: ResumeRunInput,
    @Ctx() context: Context,
  ): Promise<ModelRun> {
    return this.options.runs.resume(context.viewer, await context.workspaceId(), id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether `resumeRun` takes it now from you.' })
  async resumable(@Root() run: ModelRun, @Ctx() context: Context): Promise<boolean> {
    return this.options.runs.isResumable(context.viewer, run, await this.job(run, context));
  }

  @FieldResolver(() => Job, { description: 'How it stands; `cancelJob` stops it.' })
  async job(@Root() { id }: ModelRun, @Ctx() context: Context): Promise<Job> {
    return (await this.jobOf(context).load(id))!; // a run goes with its job
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'The version that is used, measured, or trained on from; null for a training from nothing.',
  })
  async version(@Root() { versionId }: ModelRun, @Ctx() context: Context): Promise<ModelVersion | null> {
    return versionId ? this.versionOf(context).load(versionId) : null;
  }

  @FieldResolver(() => [ModelVersion], { description: 'The versions that a training made.' })
  result(@Root() { id }: ModelRun, @Ctx() context: Context): Promise<ModelVersion[]> {
    return this.resultOf(context).load(id);
  }

  @FieldResolver(() => Store, { nullable: true, description: 'The store that images are drawn for.' })
  async store(@Root() { storeId }: ModelRun, @Ctx() context: Context): Promise<Store | null> {
    return storeId ? this.storeOf(context).load(storeId) : null;
  }

  @FieldResolver(() => [TrainingPoint], {
    description: 'The loss curve so far, in order.',
    complexity: ({ args }) => costOf(args.maximumPoints),
  })
  curve(
    @Root() { id }: ModelRun,
    @Args(() => CurveArgs) { maximumPoints }: CurveArgs,
  ): Promise<CurvePoint[]> {
    return this.options.runs.curveUnchecked(id, maximumPoints);
  }

  @FieldResolver(() => [RunLogLine], {
    description: 'The last lines of the log, oldest first.',
    complexity: ({ args }) => costOf(args.last),
  })
  log(@Root() { id }: ModelRun, @Args(() => LogArgs) { last }: LogArgs): Promise<RunLogLine[]> {
    return this.options.runs.logUnchecked(id, last);
  }

  @FieldResolver(() => [GeneratedImage], { description: 'Images that are finished, by position.' })
  images(@Root() { id }: ModelRun, @Ctx() context: Context): Promise<GeneratedImage[]> {
    return this.imagesOf(context).load(id);
  }
}
