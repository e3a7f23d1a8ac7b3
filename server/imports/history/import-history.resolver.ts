import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Access,
  type Connection,
  ConnectionArgs,
  type Context,
  connectionOf,
  Job,
} from '../../platform/index.js';
import { IMPORT_FILES } from '../access.js';
import type { ImportHistoryService } from './import-history.service.js';
import { ImportRun } from './import-run.entity.js';
import type { RevertService } from './revert.service.js';
import { RevertImportInput } from './revert-import.input.js';

const ImportRunConnection = connectionOf(ImportRun, IMPORT_FILES);

@Resolver(() => ImportRun)
export class ImportHistoryResolver {
  constructor(
    private readonly history: ImportHistoryService,
    private readonly reverts: RevertService,
  ) {}

  @Access(IMPORT_FILES)
  @Query(() => ImportRunConnection, {
    description: 'Files that were imported into the current workspace, newest first.',
  })
  async importRuns(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Ctx() context: Context,
  ): Promise<Connection<ImportRun>> {
    return this.history.list(context.viewer, await context.workspaceId(), page);
  }

  @Access(IMPORT_FILES)
  @Query(() => ImportRun, {
    nullable: true,
    description: 'Null if the current workspace has no such import.',
  })
  async importRun(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<ImportRun | null> {
    return this.history.find(context.viewer, await context.workspaceId(), id);
  }

  @Access(IMPORT_FILES)
  @Mutation(() => Job, {
    description:
      'Reverts an import as a job: afterwards every total, item and store is as if the file had never been imported. Refused with a list if something depends on it.',
  })
  async revertImport(
    @Arg('input', () => RevertImportInput) { id }: RevertImportInput,
    @Ctx() context: Context,
  ): Promise<Job> {
    return this.reverts.start(context.viewer, await context.workspaceId(), id);
  }

  @FieldResolver(() => [String], {
    description: 'Why it cannot be reverted now, one sentence per reason; empty if it can.',
  })
  async blockers(@Root() run: ImportRun, @Ctx() context: Context): Promise<string[]> {
    return this.history.listBlockers(context.viewer, run);
  }
}
