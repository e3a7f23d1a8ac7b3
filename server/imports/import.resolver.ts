import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access, type Context, invalidInput, Job } from '../platform/index.js';
import { IMPORT_COUNTS, IMPORT_FILES } from './access.js';
import { countRowsTable } from './count-rows-table.js';
import { ImportPreviewInput, StartImportInput } from './import.input.js';
import type { ImportService } from './import.service.js';
import { ImportCountsInput, ImportCountsPayload } from './import-counts.input.js';
import { ImportPreview } from './import-preview.type.js';
import { IMPORT_LIMITS } from './limits.js';
import { openTable } from './tables/open-table.js';
import type { Table } from './tables/table.js';
import { textSource } from './tables/table-source.js';

@Resolver()
export class ImportResolver {
  constructor(private readonly imports: ImportService) {}

  @Access(IMPORT_COUNTS)
  @Mutation(() => ImportCountsPayload, {
    description:
      'States totals that a shop counted itself. A row replaces the total stated before for its store, item, scenario and day; a second row of the same key in one request is rejected. Rows with a fault are rejected, the others go in together; a value beyond its type or maximum refuses the whole request.',
  })
  async importCounts(
    @Arg('input', () => ImportCountsInput) input: ImportCountsInput,
    @Ctx() context: Context,
  ): Promise<ImportCountsPayload> {
    const { rowCount, acceptedCount, rejectedCount, tallies, firstRejections } =
      await this.imports.importCounts(context.viewer, {
        workspaceId: await context.workspaceId(),
        table: await tableOf(input),
        maps: input.map ?? [],
        dryRun: input.dryRun ?? false,
      });
    const { replaced = 0, undated = 0, storesAdded = 0, itemsAdded = 0 } = tallies;
    const added = { replaced, undated, storesAdded, itemsAdded };
    return { rows: rowCount, accepted: acceptedCount, rejectedCount, rejected: firstRejections, ...added };
  }

  @Access(IMPORT_FILES)
  @Query(() => ImportPreview, { description: 'What an upload holds and how it would be read.' })
  async importPreview(
    @Arg('input', () => ImportPreviewInput) { kind, uploadId, map }: ImportPreviewInput,
    @Ctx() context: Context,
  ): Promise<ImportPreview> {
    const workspaceId = await context.workspaceId();
    return this.imports.preview(context.viewer, { kind, workspaceId, uploadId, maps: map ?? null });
  }

  @Access(IMPORT_FILES)
  @Mutation(() => Job, {
    description: `Imports an upload as a job. The rejected rows are at GET /api/imports/:runId/rejects. ${IMPORT_LIMITS}`,
  })
  async startImport(
    @Arg('input', () => StartImportInput) { kind, uploadId, ...input }: StartImportInput,
    @Ctx() context: Context,
  ): Promise<Job> {
    const { map = null, dateFormat = null, dryRun, again } = input;
    const options = { maps: map, dateFormat, dryRun: dryRun ?? false, again: again ?? false };
    return this.imports.start(context.viewer, await context.workspaceId(), { kind, uploadId, ...options });
  }
}

async function tableOf({ rows, csv, map }: ImportCountsInput): Promise<Table> {
  if ((rows == null) === (csv == null)) throw invalidInput('Send either rows or csv');
  if (rows != null && map?.length) throw invalidInput('Rows need no map: their fields have names');
  return rows == null ? openTable(textSource('request.csv', csv ?? '')) : countRowsTable(rows);
}
