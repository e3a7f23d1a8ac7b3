import type { DataSource } from 'typeorm';
import {
  PriceBand,
  type PriceBandService,
  type StoreService,
  type WorkspaceService,
} from '../catalog/index.js';
import { authorize, invalidInput, type Viewer } from '../platform/index.js';
import { READ_LIFT } from './access.js';
import { LiftBreakdown, type LiftInput } from './lift.input.js';
import { liftQuestion } from './lift-question.js';
import { liftPlacebo } from './report/lift-placebo.js';
import { type AnsweredReport, liftPeriods, liftReport, liftSlices } from './report/lift-report.js';
import type { LiftPeriod, LiftSlice, Placebo } from './report/report-parts.type.js';
import { readCompleteness } from './totals/completeness.js';
import { readHumanItems } from './totals/human-items.js';
import type { Slicing } from './totals/slicing.js';
import { readStoreTotals } from './totals/store-totals.js';

/** The same for every report, so that the same data give the same placebo. */
const PLACEBO_SEED = 1;

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
  constructor(private readonly options: LiftServiceOptions) {}

  /**
   * @param workspaceId of the request's context, which has checked that the viewer sees it
   * @throws {DomainError} FORBIDDEN, or INVALID_INPUT if the question contradicts itself
   */
  async report(viewer: Viewer, workspaceId: string, input: LiftInput): Promise<AnsweredReport> {
    authorize(viewer, READ_LIFT);
    const { dataSource, workspaces, priceBands } = this.options;
    const workspace = await workspaces.getUnchecked(workspaceId);
    const question = liftQuestion({ viewer, workspace, now: new Date() }, input);
    const [completeness, priceBandEdges] = await Promise.all([
      readCompleteness(dataSource, question.filter), // before the totals, which are then at least as complete
      priceBands.listEdgesUnchecked(workspace.id),
    ]);
    const totals = await readStoreTotals(dataSource, question);
    return liftReport(question, totals, { ...completeness, priceBandEdges, placeboSeed: PLACEBO_SEED });
  }

  /** For a viewer whose report it is. */
  async trendUnchecked({ question }: AnsweredReport): Promise<LiftPeriod[]> {
    const { dataSource } = this.options;
    return liftPeriods(await readStoreTotals(dataSource, question, { by: 'WEEK' }), question);
  }

  /**
   * For a viewer whose report it is.
   *
   * @throws {DomainError} INVALID_INPUT where a store attribute is asked and none is named
   */
  async breakdownUnchecked(
    { question }: AnsweredReport,
    by: LiftBreakdown,
    attribute: string | null,
  ): Promise<LiftSlice[]> {
    const { dataSource } = this.options;
    const totals = await readStoreTotals(dataSource, question, slicing(by, attribute));
    return liftSlices(totals, question, by === LiftBreakdown.PRICE_BAND ? bandName : (slice) => slice);
  }

  /** For a viewer whose report it is. */
  async placeboUnchecked(report: AnsweredReport): Promise<Placebo> {
    return liftPlacebo(await readHumanItems(this.options.dataSource, report.question), report);
  }

  /** For a viewer whose report it is. */
  async storeNamesUnchecked({ stores, excluded }: AnsweredReport): Promise<ReadonlyMap<string, string>> {
    const ids = [...stores, ...excluded].map(({ storeId }) => storeId);
    const named = await this.options.stores.listByIdsUnchecked(ids);
    return new Map(named.map(({ id, name }) => [id, name]));
  }
}

const bandName = (band: string) => PriceBand[Number(band)] ?? band;

function slicing(by: LiftBreakdown, attribute: string | null): Slicing {
  if (by !== LiftBreakdown.STORE_ATTRIBUTE) return { by };
  if (!attribute) throw invalidInput('STORE_ATTRIBUTE needs `attribute`: the name of a store attribute');
  return { by, attribute };
}
