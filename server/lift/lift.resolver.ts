import type DataLoader from 'dataloader';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Store } from '../catalog/index.js';
import { Access, type Context, ExportFormat } from '../platform/index.js';
import { READ_LIFT } from './access.js';
import { BreakdownArgs, LiftInput, LiftTable, LiftTrend } from './lift.input.js';
import type { LiftService, OpenReport } from './lift.service.js';
import { EstimateExclusion } from './report/estimate.type.js';
import { LiftReport } from './report/lift-report.type.js';
import { ExcludedStore, LiftPeriod, LiftSlice, Placebo, StoreLift } from './report/report-parts.type.js';

/** One loader of stores a request, shared by all lines of its reports. */
export type StoresById = (context: Context) => DataLoader<string, Store>;

@Resolver(() => LiftReport)
export class LiftResolver {
  constructor(private readonly service: LiftService) {}

  @Access(READ_LIFT)
  @Query(() => LiftReport, {
    complexity: 20,
    description: 'Do AI-generated items do better than human-designed ones of the same store?',
  })
  async lift(@Arg('input', () => LiftInput) input: LiftInput, @Ctx() context: Context): Promise<LiftReport> {
    return this.service.report(context.viewer, await context.workspaceId(), input);
  }

  @FieldResolver(() => String, {
    complexity: 50,
    description:
      'The answer in words: what the headline says, how it weighs stores, and all of `qualifications`. Waits for the placebo.',
  })
  sentence(@Root() report: OpenReport): Promise<string> {
    return this.service.sentenceUnchecked(report);
  }

  @FieldResolver(() => String, {
    description:
      'What `sentence` begins with, at once: the answer and how it weighs stores. Show `qualifications` next to it.',
  })
  claim(@Root() report: OpenReport): string {
    return this.service.claimUnchecked(report);
  }

  @FieldResolver(() => [String], {
    complexity: 50,
    description:
      'What must be known before the answer is quoted, a sentence each: a placebo that excludes zero, estimands that differ more than twofold, few effective stores. `sentence` ends with them.',
  })
  qualifications(@Root() report: OpenReport): Promise<string[]> {
    return this.service.qualificationsUnchecked(report);
  }

  @FieldResolver(() => Placebo, { complexity: 50 })
  placebo(@Root() report: OpenReport): Promise<Placebo> {
    return this.service.placeboUnchecked(report);
  }

  @FieldResolver(() => [LiftPeriod], {
    complexity: 50,
    description: 'The headline estimand over time; totals without a day are in no period.',
  })
  trend(
    @Root() report: OpenReport,
    @Arg('by', () => LiftTrend, { defaultValue: LiftTrend.WEEK }) by: LiftTrend,
  ): Promise<LiftPeriod[]> {
    return this.service.trendUnchecked(report, by);
  }

  @FieldResolver(() => [LiftSlice], { complexity: 50, description: 'The slices add up to `allTotals`.' })
  breakdown(
    @Root() report: OpenReport,
    @Args(() => BreakdownArgs) { by, attribute = null }: BreakdownArgs,
  ): Promise<LiftSlice[]> {
    return this.service.breakdownUnchecked(report, by, attribute);
  }

  @FieldResolver(() => String, {
    complexity: 200,
    description:
      'A file at full precision: as CSV a table with a row for every store or estimand, in UTF-8 with its mark, in which cells that a spreadsheet would run start with an apostrophe; as JSON the whole report with trend, breakdowns and placebo.',
  })
  export(
    @Root() report: OpenReport,
    @Arg('format', () => ExportFormat) format: ExportFormat,
    @Arg('table', () => LiftTable, {
      defaultValue: LiftTable.STORES,
      description: 'Of CSV; JSON holds both.',
    })
    table: LiftTable,
  ): Promise<string> {
    return this.service.exportUnchecked(report, format, table);
  }
}

@Resolver(() => StoreLift)
export class StoreLiftResolver {
  constructor(private readonly storesById: StoresById) {}

  @FieldResolver(() => Store)
  store(@Root() line: StoreLift, @Ctx() context: Context): Promise<Store> {
    return this.storesById(context).load(line.storeId);
  }
}

@Resolver(() => EstimateExclusion)
export class EstimateExclusionResolver {
  constructor(private readonly storesById: StoresById) {}

  @FieldResolver(() => Store)
  store(@Root() line: EstimateExclusion, @Ctx() context: Context): Promise<Store> {
    return this.storesById(context).load(line.storeId);
  }
}

@Resolver(() => ExcludedStore)
export class ExcludedStoreResolver {
  constructor(private readonly storesById: StoresById) {}

  @FieldResolver(() => Store)
  store(@Root() line: ExcludedStore, @Ctx() context: Context): Promise<Store> {
    return this.storesById(context).load(line.storeId);
  }
}
