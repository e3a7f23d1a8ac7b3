import DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access, type Context, Job, perRequest } from '../../platform/index.js';
import { RUN_MODELS, SEE_MODELS } from '../access.js';
import { ModelFile } from '../versions/model-file.entity.js';
import { ModelKind, ModelStage } from '../versions/model-kind.js';
import { ModelVersion } from '../versions/model-version.entity.js';
import type { ModelImportService } from './import.service.js';
import { limitationsOf } from './limitations.js';
import {
  ImportModelInput,
  ModelVersionInput,
  RegisterRemoteModelInput,
  RollBackModelInput,
} from './registry.input.js';
import type { RegistryService } from './registry.service.js';
import type { StageService } from './stage.service.js';

export interface RegistryResolverOptions {
  readonly registry: RegistryService;
  readonly stages: StageService;
  readonly imports: ModelImportService;
}

@Resolver(() => ModelVersion)
export class RegistryResolver {
  private readonly versionOf = perRequest(
    () => new DataLoader<string, ModelVersion | null>((ids) => this.options.registry.listByIdsUnchecked(ids)),
  );
  private readonly formerOf = perRequest(
    () => new DataLoader<string, ModelVersion | null>((ids) => this.options.stages.listFormersUnchecked(ids)),
  );
  private readonly filesOf = perRequest(
    () => new DataLoader<string, ModelFile[]>((ids) => this.options.registry.listFilesUnchecked(ids)),
  );

  constructor(private readonly options: RegistryResolverOptions) {}

  @Access(SEE_MODELS)
  @Query(() => [ModelVersion], {
    description: 'Versions of the whole installation, newest first; merchants see those in production.',
  })
  modelVersions(
    @Arg('kind', () => ModelKind, { nullable: true }) kind: ModelKind | null,
    @Arg('stage', () => ModelStage, { nullable: true }) stage: ModelStage | null,
    @Ctx() { viewer }: Context,
  ): Promise<ModelVersion[]> {
    return this.options.registry.list(viewer, { kind, stage });
  }

  @Access(SEE_MODELS)
  @Query(() => ModelVersion)
  modelVersion(@Arg('id', () => ID) id: string, @Ctx() { viewer }: Context): Promise<ModelVersion> {
    return this.options.registry.get(viewer, id);
  }

  @Access(RUN_MODELS)
  @Mutation(() => ModelVersion, {
    description: 'Puts a version into production; the one of its kind that was there is archived.',
  })
  promoteModel(
    @Arg('input', () => ModelVersionInput) { id }: ModelVersionInput,
    @Ctx() { viewer }: Context,
  ): Promise<ModelVersion> {
    return this.options.stages.promote(viewer, id);
  }

  @Access(RUN_MODELS)
  @Mutation(() => ModelVersion, {
    description:
      'Undoes the last promotion of a kind. The answer is the version that is in production again.',
  })
  rollBackModel(
    @Arg('input', () => RollBackModelInput) { kind }: RollBackModelInput,
    @Ctx() { viewer }: Context,
  ): Promise<ModelVersion> {
    return this.options.stages.rollBack(viewer, kind);
  }

  @Access(RUN_MODELS)
  @Mutation(() => ModelVersion, {
    description: 'Puts a candidate aside. It can be promoted again; one in production cannot be archived.',
  })
  archiveModel(
    @Arg('input', () => ModelVersionInput) { id }: ModelVersionInput,
    @Ctx() { viewer }: Context,
  ): Promise<ModelVersion> {
    return this.options.stages.archive(viewer, id);
  }

  @Access(RUN_MODELS)
  @Mutation(() => Job, {
    description:
      'Checks the weights in a folder of the server and registers them as a candidate, as a job. Its result has `versionId`.',
  })
  async importModel(
    @Arg('input', () => ImportModelInput) input: ImportModelInput,
    @Ctx() context: Context,
  ): Promise<Job> {
    return this.options.imports.request(context.viewer, await context.workspaceId(), input);
  }

  @Access(RUN_MODELS)
  @Mutation(() => ModelVersion, {
    description:
      'Registers a model that a model server runs as a candidate, if the server knows it and it fits.',
  })
  registerRemoteModel(
    @Arg('input', () => RegisterRemoteModelInput) input: RegisterRemoteModelInput,
    @Ctx() { viewer }: Context,
  ): Promise<ModelVersion> {
    const { kind, name, url, modelName, modelVersion = null, keyVariable = null } = input;
    const tensors = Object.fromEntries((input.tensors ?? []).map(({ ours, theirs }) => [ours, theirs]));
    const remote = { url, modelName, modelVersion, tensors, keyVariable };
    return this.options.registry.registerRemote(viewer, {
      kind,
      name,
      features: input.features ?? [],
      sampling: input.usualSampling ?? null,
      remote,
    });
  }

  @FieldResolver(() => ModelVersion, { nullable: true, description: 'The version it was trained on from.' })
  async parent(@Root() { parentId }: ModelVersion, @Ctx() context: Context): Promise<ModelVersion | null> {
    return parentId ? this.versionOf(context).load(parentId) : null;
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description:
      'Where a roll-back goes: the version in production before this one; null unless this one is.',
  })
  former(@Root() { id }: ModelVersion, @Ctx() context: Context): Promise<ModelVersion | null> {
    return this.formerOf(context).load(id);
  }

  @Access(SEE_MODELS)
  @FieldResolver(() => [String], {
    description: 'What is known to be wrong with it beyond what its metrics show, in sentences.',
  })
  limitations(@Root() version: ModelVersion): string[] {
    return limitationsOf(version);
  }

  @FieldResolver(() => [ModelFile], { description: 'By path; none for a remote one.' })
  files(@Root() { id }: ModelVersion, @Ctx() context: Context): Promise<ModelFile[]> {
    return this.filesOf(context).load(id);
  }
}
