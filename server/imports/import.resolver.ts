import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access, type Context, Job } from '../platform/index.js';
import { IMPORT_FILES } from './access.js';
import { ImportPreviewInput, StartImportInput } from './import.input.js';
import type { ImportService } from './import.service.js';
import { IMPORT_FIELDS, ImportKind } from './import-kind.js';
import type { UploadSettings } from './import-payload.js';
import { IMPORT_LIMITS } from './limits.js';
import { ImportFieldInfo, ImportPreview } from './preview/import-preview.type.js';
import { fieldInfosOf } from './preview/preview.js';

@Resolver()
export class ImportResolver {
  constructor(private readonly imports: ImportService) {}

  @Access(IMPORT_FILES)
  @Query(() => [ImportFieldInfo], { description: 'The fields that a file of a kind may fill.' })
  importFields(@Arg('kind', () => ImportKind) kind: ImportKind): readonly ImportFieldInfo[] {
    return fieldInfosOf(IMPORT_FIELDS[kind]);
  }

  @Access(IMPORT_FILES)
  @Query(() => ImportPreview, { description: 'What an upload holds and how it would be read.' })
  async importPreview(
    @Arg('input', () => ImportPreviewInput) input: ImportPreviewInput,
    @Ctx() context: Context,
  ): Promise<ImportPreview> {
    return this.imports.preview(context.viewer, await context.workspaceId(), uploadOf(input));
  }

  @Access(IMPORT_FILES)
  @Mutation(() => Job, {
    description: `Imports an upload as a job. The rejected rows are at GET /api/imports/:runId/rejects. ${IMPORT_LIMITS}`,
  })
  async startImport(
    @Arg('input', () => StartImportInput) input: StartImportInput,
    @Ctx() context: Context,
  ): Promise<Job> {
    const { dryRun, again } = input;
    return this.imports.start(context.viewer, await context.workspaceId(), {
      ...uploadOf(input),
      dryRun: dryRun ?? false,
      again: again ?? false,
    });
  }
}

const uploadOf = ({
  kind,
  uploadId,
  maps = null,
  dateFormat = null,
  numberFormat = null,
  delimiter = null,
  quoting = null,
}: ImportPreviewInput): UploadSettings => ({
  kind,
  uploadId,
  maps,
  dateFormat,
  numberFormat,
  delimiter,
  quoting,
});
