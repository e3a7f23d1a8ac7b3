import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access, type Context, invalidInput } from '../../platform/index.js';
import { IMPORT_COUNTS } from '../access.js';
import type { ImportService } from '../import.service.js';
import { tallyTexts } from '../runs/tallies.js';
import { openTable } from '../tables/open-table.js';
import type { Table } from '../tables/table.js';
import { textSource } from '../tables/table-source.js';
import { countRowsTable } from './count-rows-table.js';
import { ImportCountsInput } from './import-counts.input.js';
import { ImportCountsPayload } from './import-counts.type.js';

@Resolver()
export class ImportCountsResolver {
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
    const { rowCount, acceptedCount, rejectedCount, tallies, firstRejections, warnings } =
      await this.imports.importCounts(context.viewer, {
        workspaceId: await context.workspaceId(),
        table: await tableOf(input),
        maps: input.maps ?? [],
        numberFormat: input.numberFormat ?? null,
        dryRun: input.dryRun ?? false,
      });
    const { replaced = 0, undated = 0, storesAdded = 0, itemsAdded = 0 } = tallies;
    return {
      rows: rowCount,
      accepted: acceptedCount,
      rejectedCount,
      rejected: firstRejections,
      warningCount: warnings.count,
      warnings: warnings.first,
      notes: tallyTexts(tallies).notes,
      ...{ replaced, undated, storesAdded, itemsAdded },
    };
  }
}

async function tableOf({ rows, csv, quoting, maps }: ImportCountsInput): Promise<Table> {
  if ((rows == null) === (csv == null)) throw invalidInput('Send either rows or csv');
  if (rows != null && maps?.length) throw invalidInput('Rows need no maps: their fields have names');
  if (rows != null) return countRowsTable(rows);
  return openTable(textSource('request.csv', csv ?? ''), { quoting });
}
