import type { DataSource } from 'typeorm';
import {
  PriceBand,
  type PriceBandService,
  type StoreService,
  type WorkspaceService,
} from '../catalog/index.js';
import { authorize, ExportFormat, invalidInput, Snapshot, type Viewer } from '../platform/index.js';
import { READ_LIFT } from './access.js';
import { cumulativePeriods, DAYS_PER_WEEK } from './cumulative-periods.js';
import { LiftBreakdown, type LiftInput, LiftTable, LiftTrend } from './lift.input.js';
import { liftQuestion } from './lift-question.js';
import { claimOf, qualificationsOf } from './report/answer.js';
import {
  estimandsCsv,
  liftJson,
  type NamedBreakdown,
  type ReportParts,
  storesCsv,
} from './report/lift-export.js';
import { liftPlacebo } from './report/lift-placebo.js';
import { type AnsweredReport, liftPeriods, liftReport, liftSlices } from './report/lift-report.js';
import type { LiftPeriod, LiftSlice, Placebo } from './report/report-parts.type.js';
import { readCompleteness } from './totals/completeness.js';
import { readHumanItems } from './totals/human-items.js';
import { readPooledTotals } from './totals/pooled-totals.js';
import type { Slicing } from './totals/slicing.js';

/** The same for every report, so that the same data give the same placebo. */
const PLACEBO_SEED = 1;

/** A report and the snapshot it was read in, in which its parts are read too if they are asked for at once. */
export interface OpenReport extends AnsweredReport {
  readonly snapshot: Snapshot;
}

export interface LiftServiceOptions {
  readonly dataSource: DataSource;
  readonly workspaces: WorkspaceService;
  readonly stores: StoreService;
  readonly priceBands: PriceBandService;
}

/**
 * Answers "do AI-generated items do better?" from totals; no event is ever read one by one. Who may ask is decided
 * where the report is made; its parts, which are asked of a report, see no more than its viewer may.
 */
export class LiftService {
  private readonly placebos = new WeakMap<AnsweredReport, Promise<Placebo>>();

  constructor(private readonly options: LiftServiceOptions) {}

  /**
   * @param workspaceId of the request's context, which has checked that the viewer sees it
   * @throws {DomainError} FORBIDDEN, or INVALID_INPUT if the question contradicts itself
   */
  async report(viewer: Viewer, workspaceId: string, input: LiftInput): Promise<OpenReport> {
    authorize(viewer, READ_LIFT);
    const { dataSource, workspaces, priceBands } = this.options;
    const workspace = await workspaces.getUnchecked(workspaceId);
    const question = liftQuestion({ viewer, workspace, now: new Date() }, input);
    const snapshot = new Snapshot(viewer, dataSource);
    const [completeness, priceBandEdges, totals] = await snapshot.read(
      async (manager) =>
        [
          await readCompleteness(manager, question.filter),
          await priceBands.listEdgesUnchecked(workspace.id, manager),
          await readPooledTotals(manager, question),
        ] as const,
    );
    const facts = { ...completeness, priceBandEdges, placeboSeed: PLACEBO_SEED };
    return { ...liftReport(question, totals, facts), snapshot };
  }

  /** For a viewer whose report it is. */
  async trendUnchecked({ question, snapshot }: OpenReport, by: LiftTrend): Promise<LiftPeriod[]> {
    if (by === LiftTrend.CUMULATIVE) return snapshot.read((manager) => cumulativePeriods(manager, question));
    const totals = await snapshot.read((manager) => readPooledTotals(manager, question, { by }));
    return liftPeriods(totals, question, by === LiftTrend.DAY ? 1 : DAYS_PER_WEEK);
  }

  /**
   * For a viewer whose report it is.
   *
   * @throws {DomainError} INVALID_INPUT where a store attribute is asked and none is named
   */
  async breakdownUnchecked(
    { question, snapshot }: OpenReport,
    by: LiftBreakdown,
    attribute: string | null,
  ): Promise<LiftSlice[]> {
    const cut = slicing(by, attribute);
    const totals = await snapshot.read((manager) => readPooledTotals(manager, question, cut));
    return liftSlices(totals, question, by === LiftBreakdown.PRICE_BAND ? bandName : (slice) => slice);
  }

  /** For a viewer whose report it is. Computed once for a report, whatever asks for it. */
  placeboUnchecked(report: OpenReport): Promise<Placebo> {
    const known = this.placebos.get(report);
    if (known) return known;
    const made = this.readPlacebo(report);
    this.placebos.set(report, made);
    return made;
  }

  /** The answer without what qualifies it. For a viewer whose report it is. */
  claimUnchecked({ estimates, question }: OpenReport): string {
    return claimOf(estimates, question);
  }

  /** What a reader must know before they quote the answer. For a viewer whose report it is. */
  async qualificationsUnchecked(report: OpenReport): Promise<string[]> {
    const { warning } = await this.placeboUnchecked(report);
    return qualificationsOf(report.estimates, report.question, warning);
  }

  /** The answer with all that qualifies it. For a viewer whose report it is. */
  async sentenceUnchecked(report: OpenReport): Promise<string> {
    const qualifications = await this.qualificationsUnchecked(report);
    return [this.claimUnchecked(report), ...qualifications].join(' ');
  }

  private async readPlacebo(report: OpenReport): Promise<Placebo> {
    const items = await report.snapshot.read((manager) => readHumanItems(manager, report.question));
    return liftPlacebo(items, report);
  }

  /**
   * A report as a file. For a viewer whose report it is.
   *
   * @param table of CSV
   */
  exportUnchecked(report: OpenReport, format: ExportFormat, table: LiftTable): Promise<string> {
    switch (format) {
      case ExportFormat.CSV:
        return this.exportCsv(report, table);
      case ExportFormat.JSON:
        return this.exportJson(report);
    }
  }

  /** Only what the table says is read: the placebo belongs to the answer in words. */
  private async exportCsv(report: OpenReport, table: LiftTable): Promise<string> {
    return table === LiftTable.ESTIMANDS
      ? estimandsCsv(report, await this.sentenceUnchecked(report))
      : storesCsv(report, await this.storeNames(report));
  }

  private async exportJson(report: OpenReport): Promise<string> {
    // Asked for at once, so that the snapshot of the report is still open.
    const [parts, storeNames] = await Promise.all([this.parts(report), this.storeNames(report)]);
    return liftJson(report, storeNames, parts);
  }

  private async parts(report: OpenReport): Promise<ReportParts> {
    const trend = await this.trendUnchecked(report, LiftTrend.WEEK);
    const breakdowns: NamedBreakdown[] = [];
    for (const by of EXPORTED_BREAKDOWNS)
      breakdowns.push({ by, attribute: null, slices: await this.breakdownUnchecked(report, by, null) });
    const [placebo, sentence] = [await this.placeboUnchecked(report), await this.sentenceUnchecked(report)];
    return { sentence, placebo, trend, breakdowns };
  }

  private async storeNames({ stores, excluded }: AnsweredReport): Promise<ReadonlyMap<string, string>> {
    const ids = [...stores, ...excluded].map(({ storeId }) => storeId);
    const named = await this.options.stores.listByIdsUnchecked(ids);
    return new Map(named.map(({ id, name }) => [id, name]));
  }
}

/** Those that need no attribute to be named. */
const EXPORTED_BREAKDOWNS = [LiftBreakdown.CATEGORY, LiftBreakdown.PRICE_BAND, LiftBreakdown.MONTH];

const bandName = (band: string) => PriceBand[Number(band)] ?? band;

function slicing(by: LiftBreakdown, attribute: string | null): Slicing {
  if (by !== LiftBreakdown.STORE_ATTRIBUTE) return { by };
  if (!attribute) throw invalidInput('STORE_ATTRIBUTE needs `attribute`: the name of a store attribute');
  return { by, attribute };
}
