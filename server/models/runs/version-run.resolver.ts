import DataLoader from 'dataloader';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Context, perRequest } from '../../platform/index.js';
import { ModelVersion } from '../versions/model-version.entity.js';
import { ModelRun } from './records/model-run.entity.js';
import type { RunService } from './run.service.js';

/** What runs add to a version. */
@Resolver(() => ModelVersion)
export class VersionRunResolver {
  private readonly runOf = perRequest(
    () => new DataLoader<string, ModelRun | null>((ids) => this.runs.listByIdsUnchecked(ids)),
  );

  constructor(private readonly runs: RunService) {}

  @FieldResolver(() => ModelRun, {
    nullable: true,
    description: 'The training that made it; a key sees it only where it belongs to its workspace.',
  })
  async run(@Root() { runId }: ModelVersion, @Ctx() context: Context): Promise<ModelRun | null> {
    const run = runId ? await this.runOf(context).load(runId) : null;
    const { viewer } = context;
    return viewer.kind === 'key' && run?.workspaceId !== viewer.workspaceId ? null : run;
  }
}
