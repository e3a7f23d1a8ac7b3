import type { DataSource } from 'typeorm';
import { visibleStores, type Workspace } from '../catalog/index.js';
import { authorize, invalidInput, type Viewer } from '../platform/index.js';
import { type Placebo, placebo } from '../statistics/index.js';
import { READ_LIFT } from './access.js';
import { LiftBreakdown, type LiftInput } from './lift.input.js';
import { liftQuestion } from './lift-question.js';
import { type AnsweredReport, liftPeriods, liftReport, liftSlices, type ReportFacts } from './lift-report.js';
import type { LiftPeriod, LiftSlice } from './lift-report.type.js';
import { readHumanItems, readStoreTotals, type Slicing, type TotalsFilter } from './lift-totals.js';

/** The same for every report, so that the same data give the same placebo. */
const PLACEBO_SEED = 1;

/** Answers "do AI-generated items do better?" from totals; no event is ever read one by one. */
export class LiftService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {DomainError} FORBIDDEN, or INVALID_INPUT where the question contradicts itself */
  async report(viewer: Viewer, workspace: Workspace, input: LiftInput): Promise<AnsweredReport> {
    authorize(viewer, READ_LIFT);
    const question = liftQuestion(viewer, workspace, input);
    const facts = await this.readFacts(question.filter); // first, so that the totals are at least as complete
    return liftReport(question, await readStoreTotals(this.dataSource, question.filter), facts);
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
    return liftSlices(
      await readStoreTotals(this.dataSource, question.filter, slicing(by, attribute)),
      question,
    );
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
    const rows: { id: string; name: string }[] = await this.dataSource.query(
      'SELECT id, name FROM stores WHERE id = ANY ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  private async readFacts(filter: TotalsFilter): Promise<ReportFacts> {
    const { workspaceId, storeIds, scenario, categories, priceBands } = filter;
    const isDated = filter.from !== null || filter.to !== null;
    const visible = visibleStores(filter.viewer, 's.id', '$3');
    const [[counted], edges] = await Promise.all([
      this.dataSource.query(
        `SELECT now() AS complete_until, count(*)::float8 AS undated
           FROM stores s JOIN items i ON i.store_id = s.id JOIN item_counts c ON c.item_id = i.id
          WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2)) AND ${visible.condition}
            AND ($4::text IS NULL OR c.scenario = $4::scenario) AND c.day IS NULL AND NOT $5::boolean
            AND ($6::text[] IS NULL OR i.category = ANY ($6)) AND ($7::int[] IS NULL OR i.price_band = ANY ($7))`,
        [workspaceId, storeIds, visible.memberId, scenario, isDated, categories, priceBands],
      ),
      this.dataSource.query(
        `SELECT category, currency, lower_edge::float8 AS "lowerEdgeMinor", upper_edge::float8 AS "upperEdgeMinor"
           FROM price_bands WHERE workspace_id = $1 ORDER BY category, currency`,
        [workspaceId],
      ),
    ]);
    return {
      undatedRows: counted.undated,
      completeUntil: counted.complete_until,
      priceBandEdges: edges,
      placeboSeed: PLACEBO_SEED,
    };
  }
}

function slicing(by: LiftBreakdown, attribute: string | null): Slicing {
  if (by !== LiftBreakdown.STORE_ATTRIBUTE) return { by };
  if (!attribute) throw invalidInput('STORE_ATTRIBUTE needs `attribute`: the name of a store attribute');
  return { by, attribute };
}
