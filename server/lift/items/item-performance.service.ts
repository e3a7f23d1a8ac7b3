import { type EntityManager, In } from 'typeorm';
import { Item } from '../../catalog/index.js';
import {
  authorize,
  type Connection,
  type ConnectionArgs,
  invalidInput,
  pageOf,
  Snapshot,
  toConnection,
  type Viewer,
} from '../../platform/index.js';
import { READ_LIFT } from '../access.js';
import type { LiftServiceOptions } from '../lift.service.js';
import { type LiftQuestion, liftQuestion } from '../lift-question.js';
import { readBaselines } from './baselines.js';
import { CURSOR_LENGTH, type ItemList, type PlacedItem, readItemPage } from './item-page.js';
import type { ItemPerformanceInput } from './item-performance.input.js';
import { itemPerformance } from './item-performance.js';
import type { ItemPerformance, ItemRank } from './item-performance.type.js';
import { type Place, readPlaces } from './item-places.js';
import { NO_TOTALS, readItemTotals } from './item-totals.js';
import { countStatement, listedItems } from './listed-items.js';

/** Items of a question: all of them are read for its prior, whatever is listed. */
export const MAX_ITEMS = 300_000;

/** An item of a list that was read, from which its place is answered. */
export interface OpenItemPerformance extends ItemPerformance {
  readonly open: OpenItemList;
}

interface OpenItemList extends ItemList {
  readonly snapshot: Snapshot;
  readonly ids: readonly string[];
}

/** Answers "which AI-generated items should we produce?" from totals; no event is ever read one by one. */
export class ItemPerformanceService {
  private readonly places = new WeakMap<OpenItemList, Promise<ReadonlyMap<string, Place>>>();

  /** @param maxItems of a question */
  constructor(
    private readonly options: LiftServiceOptions,
    private readonly maxItems = MAX_ITEMS,
  ) {}

  /**
   * @param workspaceId of the request's context, which has checked that the viewer sees it
   * @throws {DomainError} FORBIDDEN; INVALID_INPUT if the question contradicts itself or has too many items, or for a
   *   cursor of another list
   */
  async list(
    viewer: Viewer,
    workspaceId: string,
    { input, ...args }: ConnectionArgs & { readonly input: ItemPerformanceInput },
  ): Promise<Connection<OpenItemPerformance>> {
    authorize(viewer, READ_LIFT);
    const page = pageOf(args, CURSOR_LENGTH);
    const { dataSource, workspaces } = this.options;
    const workspace = await workspaces.getUnchecked(workspaceId);
    const { metric, from, to, storeIds, confidence } = input;
    const asked = { metric, from, to, storeIds, confidence };
    const question = liftQuestion({ viewer, workspace, now: new Date() }, asked);
    const snapshot = new Snapshot(viewer, dataSource);
    const { list, placed, rows } = await snapshot.read(async (manager) => {
      await refuseMoreThan(this.maxItems, manager, question);
      const list = { question, input, baselines: await readBaselines(manager, question) };
      const placed = await readItemPage(manager, list, page);
      return { list, placed, rows: await readRows(manager, list, placed) };
    });
    const open: OpenItemList = { ...list, snapshot, ids: placed.map(({ id }) => id) };
    const keys = new Map(placed.map(({ id, keys }) => [id, keys]));
    return toConnection(
      rows.map((row) => ({ ...row, open })),
      page,
      {
        keyOf: ({ item }) => keys.get(item.id)!,
        count: () => snapshot.read((manager) => countItems(manager, list, null)),
      },
    );
  }

  /** For a viewer whose list it is. */
  async rankUnchecked({ open, item }: OpenItemPerformance): Promise<ItemRank | null> {
    const known = this.places.get(open);
    const places = known ?? open.snapshot.read((manager) => readPlaces(manager, open, open.ids));
    this.places.set(open, places);
    const place = (await places).get(item.id);
    return place === undefined ? null : { ...place, of: open.baselines.ranked };
  }
}

async function refuseMoreThan(max: number, manager: EntityManager, question: LiftQuestion): Promise<void> {
  const count = await countItems(manager, { question, input: {} }, max + 1);
  if (count > max)
    throw invalidInput(
      `There are more than ${max.toLocaleString('en')} items, which is the most that are compared at once: choose stores with \`storeIds\``,
    );
}

/** @param limit where counting ends; null: nowhere */
async function countItems(
  manager: EntityManager,
  { question, input }: { readonly question: LiftQuestion; readonly input: Parameters<typeof listedItems>[1] },
  limit: number | null,
): Promise<number> {
  const statement = countStatement();
  const { from, conditions } = listedItems(question, input, statement);
  const [{ count }] = await manager.query(
    `SELECT count(*)::float8 AS count FROM (SELECT FROM ${from} WHERE ${conditions} LIMIT ${statement.bind(limit, 'int')}) AS listed`,
    [...statement.parameters],
  );
  return count;
}

async function readRows(
  manager: EntityManager,
  list: ItemList,
  placed: readonly PlacedItem[],
): Promise<ItemPerformance[]> {
  const items = await manager.findBy(Item, { id: In(placed.map(({ id }) => id)) });
  const byId = new Map(items.map((item) => [item.id, item]));
  const totals = await readItemTotals(manager, list.question.filter, items);
  return placed.map(({ id }) => itemPerformance(byId.get(id)!, totals.get(id) ?? NO_TOTALS, list));
}
