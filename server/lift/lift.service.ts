import type { DataSource } from 'typeorm';
import {
  PriceBand,
  type PriceBandService,
  type StoreService,
  type WorkspaceService,
} from '../catalog/index.js';
import { authorize, invalidInput, type Viewer } from '../platform/index.js';
import { placebo } from '../statistics/index.js';
import { READ_LIFT } from './access.js';
import { LiftBreakdown, type LiftInput } from './lift.input.js';
import { liftQuestion } from './lift-question.js';
import { type AnsweredReport, liftPeriods, liftReport, liftSlices } from './lift-report.js';
import type { LiftPeriod, LiftSlice, Placebo } from './lift-report.type.js';
import { readCompleteness, readHumanItems, readStoreTotals, type Slicing } from './lift-totals.js';

/** The same for every report, so that the same data give the same placebo. */
const PLACEBO_SEED = 1;

export interface LiftServiceOptions {
  readonly dataSource: DataSource;
  readonly workspaces: WorkspaceService;
  readonly stores: StoreService;
  readonly priceBands: PriceBandService;
}

/** Answers "do AI-generated items do better?" from totals; no event is ever read one by one. */
export class LiftService {
  private readonly dataSource: DataSource;

  constructor(private readonly options: LiftServiceOptions) {
    this.dataSource = options.dataSource;
  }

  /** @throws {DomainError} FORBIDDEN, NOT_FOUND, or INVALID_INPUT where the question contradicts itself */
  async report(viewer: Viewer, workspaceId: string, input: LiftInput): Promise<AnsweredReport> {
    authorize(viewer, READ_LIFT);
    const workspace = await this.options.workspaces.resolve(viewer, workspaceId);
    const question = liftQuestion({ viewer, workspace, now: new Date() }, input);
    const [completeness, priceBandEdges] = await Promise.all([
      readCompleteness(this.dataSource, question.filter), // before the totals, which are then at least as complete
      this.options.priceBands.listEdges(workspace.id),
    ]);
    const totals = await readStoreTotals(this.dataSource, question.filter);
    return liftReport(question, totals, { ...completeness, priceBandEdges, placeboSeed: PLACEBO_SEED });
  }

  async trend({ question }: AnsweredReport): Promise<LiftPeriod[]> {
    return liftPeriods(await readStoreTotals(this.dataSource, question.filter, { by: 'WEEK' }), question);
  }

  /** @throws {DomainError} INVALID_INPUT where a store attribute is asked and none is named */
  async breakdown(
    { question }: AnsweredReport,
    by: LiftBreakdown,
    attribute: string | null,
  ): Promise<LiftSlice[]> {
    const totals = await readStoreTotals(this.dataSource, question.filter, slicing(by, attribute));
    return liftSlices(totals, question, by === LiftBreakdown.PRICE_BAND ? bandName : (slice) => slice);
  }

  async placebo({ question, headline, settings }: AnsweredReport): Promise<Placebo> {
    const items = await readHumanItems(this.dataSource, question.filter, question.definition);
    return placebo(items, {
      ...question.settings,
      estimand: question.estimand,
      headline: headline.value,
      seed: settings.placeboSeed,
    });
  }

  async storeNames({ stores, excluded }: AnsweredReport): Promise<ReadonlyMap<string, string>> {
    const ids = [...stores, ...excluded].map(({ storeId }) => storeId);
    const named = await this.options.stores.listByIds(ids);
    return new Map(named.map(({ id, name }) => [id, name]));
  }
}

const bandName = (band: string) => PriceBand[Number(band)] ?? band;

function slicing(by: LiftBreakdown, attribute: string | null): Slicing {
  if (by !== LiftBreakdown.STORE_ATTRIBUTE) return { by };
  if (!attribute) throw invalidInput('STORE_ATTRIBUTE needs `attribute`: the name of a store attribute');
  return { by, attribute };
}
