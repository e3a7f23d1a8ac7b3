import type DataLoader from 'dataloader';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Store } from '../catalog/index.js';
import { Access, type Context, ExportFormat } from '../platform/index.js';
import { READ_LIFT } from './access.js';
import { BreakdownArgs, LiftInput } from './lift.input.js';
import type { LiftService, OpenReport } from './lift.service.js';
import { EstimateExclusion } from './report/estimate.type.js';
import { liftCsv, liftJson } from './report/lift-export.js';
import { LiftReport } from './report/lift-report.type.js';
import { ExcludedStore, LiftPeriod, LiftSlice, Placebo, StoreLift } from './report/report-parts.type.js';

/** One loader of stores a request, shared by all lines of its reports. */
export type StoresById = (context: Context) => DataLoader<string, Store>;

const EXPORTS = { [ExportFormat.CSV]: liftCsv, [ExportFormat.JSON]: liftJson };

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
    complexity: 20,
    description: 'By week; totals without a day are in none.',
  })
  trend(@Root() report: OpenReport): Promise<LiftPeriod[]> {
    return this.service.trendUnchecked(report);
  }

  @FieldResolver(() => [LiftSlice], { complexity: 50, description: 'The slices add up to `allTotals`.' })
  breakdown(
    @Root() report: OpenReport,
    @Args(() => BreakdownArgs) { by, attribute = null }: BreakdownArgs,
  ): Promise<LiftSlice[]> {
    return this.service.breakdownUnchecked(report, by, attribute);
  }

  @FieldResolver(() => String, {
    description:
      'The whole report as a file, at full precision. Cells that a spreadsheet would run start with an apostrophe.',
  })
  async export(
    @Root() report: OpenReport,
    @Arg('format', () => ExportFormat) format: ExportFormat,
  ): Promise<string> {
    const [storeNames, sentence] = await Promise.all([
      this.service.storeNamesUnchecked(report),
      this.service.sentenceUnchecked(report),
    ]);
    return EXPORTS[format](report, { storeNames, sentence });
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
