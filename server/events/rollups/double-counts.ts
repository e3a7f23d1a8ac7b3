import type { EntityManager } from 'typeorm';
import type { ItemCount } from './item-counts.js';

/** A total as an import states it. */
export interface StatedCount extends ItemCount {
  /** Whether the shop named no scenario, so that it may be the total of all. */
  readonly ofNoScenario: boolean;
}

/** How many totals share what they count with something else that is counted too, so that it counts twice. */
export interface DoubleCounts {
  /** With a total of the same item and scenario that has a day where they have none, or the other way round. */
  readonly mixedDays: number;
  /** With one without a scenario where they have one, or the other way round. */
  readonly mixedScenarios: number;
  /** With events of the same item and day. */
  readonly besideEvents: number;
}

interface StatedChunk {
  readonly workspaceId: string;
  /** Of some thousand rows. */
  readonly counts: readonly StatedCount[];
  /** Whether a total without a scenario may be meant by what is known of OTHER; false where the shop counts OTHER apart. */
  readonly otherMayBeAll: boolean;
}

/** What totals that were just stated count twice, also among each other. Changes nothing. */
export const doubleCountsUnchecked = (manager: EntityManager, chunk: StatedChunk): Promise<DoubleCounts> =>
  doubleCountsIn(manager, 'item_counts', chunk);

/**
 * The same for totals that are only tried, with those that were tried before in the same transaction. They are noted in a
 * temporary table: in the table of totals, others who state the same would have to wait for them.
 */
export async function triedDoubleCountsUnchecked(
  manager: EntityManager,
  chunk: StatedChunk,
): Promise<DoubleCounts> {
  await manager.query(TRIED);
  await manager.query(TRY, totalsOf(chunk.counts));
  return doubleCountsIn(manager, STATED_OR_TRIED, chunk);
}

async function doubleCountsIn(
  manager: EntityManager,
  known: string,
  { workspaceId, counts, otherMayBeAll }: StatedChunk,
): Promise<DoubleCounts> {
  const columns = [...totalsOf(counts), counts.map(({ ofNoScenario }) => ofNoScenario)];
  const [mixed] = await manager.query(mixedIn(known), [...columns, otherMayBeAll]);
  const [{ hasEvents }] = await manager.query(HAS_EVENTS, [workspaceId]);
  if (!hasEvents) return { ...mixed, besideEvents: 0 };
  const days = [counts.map(({ itemId }) => itemId), counts.map(({ day }) => day)];
  const [{ besideEvents }] = await manager.query(BESIDE_EVENTS, [workspaceId, ...days]);
  return { ...mixed, besideEvents };
}

const totalsOf = (counts: readonly StatedCount[]) => [
  counts.map(({ itemId }) => itemId),
  counts.map(({ scenario }) => scenario),
  counts.map(({ day }) => day),
  counts.map(({ impressions }) => impressions),
  counts.map(({ clicks }) => clicks),
  counts.map(({ orders }) => orders),
];

const TOTALS = 'item_id, scenario, day, impressions, clicks, orders';
const TYPED = '$1::uuid[], $2::scenario[], $3::date[], $4::bigint[], $5::bigint[], $6::bigint[]';

const TRIED = `
  CREATE TEMPORARY TABLE IF NOT EXISTS tried_counts (
    item_id uuid, scenario scenario, day date, impressions bigint, clicks bigint, orders bigint,
    UNIQUE (item_id, scenario, day)
  ) ON COMMIT DROP`;
const TRY = `INSERT INTO tried_counts (${TOTALS}) SELECT * FROM unnest(${TYPED})`;
const STATED_OR_TRIED = `(SELECT ${TOTALS} FROM item_counts UNION ALL SELECT ${TOTALS} FROM tried_counts)`;

/** Each look-up ends with the first row, by the index of the key: a join could read the totals of years. */
const firstOf = (known: string, condition: string) => `
  SELECT 1 AS found FROM ${known} AS known WHERE known.item_id = stated.item_id AND ${condition}`;

const SAME_TIME = '(known.day = stated.day OR known.day IS NULL OR stated.day IS NULL)';

/**
 * OTHER is also what a total without a scenario is stored as. Where it was stated before, only its size tells: a total of
 * all scenarios is at least as large as each.
 */
const mixedIn = (known: string) => `
  SELECT count(other_day.found)::int AS "mixedDays", count(other_scenario.found)::int AS "mixedScenarios"
  FROM unnest(${TYPED}, $7::boolean[]) AS stated (${TOTALS}, of_no_scenario)
  LEFT JOIN LATERAL (
    ${firstOf(known, 'known.scenario = stated.scenario AND known.day IS NULL AND stated.day IS NOT NULL')}
    UNION ALL
    ${firstOf(known, 'known.scenario = stated.scenario AND known.day IS NOT NULL AND stated.day IS NULL')}
    LIMIT 1
  ) AS other_day ON true
  LEFT JOIN LATERAL (
    ${firstOf(known, `stated.of_no_scenario AND known.scenario IN ('SEARCH', 'RECOMMENDATION') AND ${SAME_TIME}`)}
    UNION ALL
    ${firstOf(
      known,
      `$8::boolean AND stated.scenario <> 'OTHER' AND known.scenario = 'OTHER' AND ${SAME_TIME}
        AND known.impressions >= stated.impressions AND known.clicks >= stated.clicks AND known.orders >= stated.orders`,
    )}
    LIMIT 1
  ) AS other_scenario ON true`;

const HAS_EVENTS = 'SELECT EXISTS (SELECT FROM event_batches WHERE workspace_id = $1) AS "hasEvents"';

const ALL = 'COALESCE(sum(impressions + clicks + orders + returns), 0)';
const ON_DAY = `item_id = stated.item_id AND scenario = ANY (enum_range(NULL::scenario)) AND day = stated.day`;

/** No index leads from an item to the events that wait: of more, the note leaves them to the import after their roll-up. */
const MAX_WAITING_EVENTS = 10_000;

/** Rollups hold totals and events: what is beyond the totals are events. To them come those that wait for a roll-up. */
const BESIDE_EVENTS = `
  WITH given AS (SELECT * FROM unnest($2::uuid[], $3::date[]) AS given (item_id, day)),
  stated AS MATERIALIZED (SELECT DISTINCT item_id, day FROM given),
  with_events AS (
    SELECT item_id, day FROM stated WHERE day IS NOT NULL
      AND (SELECT ${ALL} FROM item_days WHERE ${ON_DAY}) > (SELECT ${ALL} FROM item_counts WHERE ${ON_DAY})
    UNION ALL
    SELECT stated.item_id, NULL FROM stated JOIN items item ON item.id = stated.item_id
    WHERE stated.day IS NULL
      AND (SELECT ${ALL} FROM item_sums
           WHERE workspace_id = $1 AND store_id = item.store_id AND item_id = stated.item_id)
        > (SELECT ${ALL} FROM item_counts WHERE item_id = stated.item_id)
    UNION ALL
    SELECT item_id, day FROM unrolled_days WHERE workspace_id = $1 AND item_id = ANY ($2) AND (
      SELECT COALESCE(sum(event_count), 0) <= ${MAX_WAITING_EVENTS} FROM event_batches
      WHERE workspace_id = $1 AND rolled_up_at IS NULL)
  )
  SELECT count(*)::int AS "besideEvents" FROM given
  WHERE EXISTS (
    SELECT FROM with_events WHERE item_id = given.item_id AND (with_events.day = given.day OR given.day IS NULL))`;

/** An event as far as its day tells which totals hold it too. */
export interface TimedEvent {
  readonly itemId: string;
  /** When it happened; of a return, when it was ordered. */
  readonly countsAt: Date;
}

/** How many events are about items that have totals of the same day, or without a day. Changes nothing. */
export async function countBesideTotals(
  manager: EntityManager,
  workspaceId: string,
  events: readonly TimedEvent[],
): Promise<number> {
  const [{ count }] = await manager.query(BESIDE_TOTALS, [
    workspaceId,
    events.map(({ itemId }) => itemId),
    events.map(({ countsAt }) => countsAt.toISOString()),
  ]);
  return count;
}

const FIRST_TOTAL = 'SELECT 1 AS found FROM item_counts WHERE item_counts.item_id = stated.item_id';

const BESIDE_TOTALS = `
  WITH stated AS MATERIALIZED (
    SELECT item_id, (at AT TIME ZONE workspace.time_zone)::date AS day, count(*) AS count
    FROM unnest($2::uuid[], $3::timestamptz[]) AS event (item_id, at) JOIN workspaces workspace ON workspace.id = $1
    GROUP BY 1, 2
  ), with_totals AS MATERIALIZED (
    SELECT item_id FROM (SELECT DISTINCT item_id FROM stated) AS stated CROSS JOIN LATERAL (${FIRST_TOTAL} LIMIT 1) AS any_day
  )
  SELECT COALESCE(sum(count), 0)::int AS count
  FROM stated JOIN with_totals USING (item_id)
  CROSS JOIN LATERAL (
    ${FIRST_TOTAL} AND scenario = ANY (enum_range(NULL::scenario)) AND item_counts.day = stated.day
    UNION ALL
    ${FIRST_TOTAL} AND scenario = ANY (enum_range(NULL::scenario)) AND item_counts.day IS NULL
    LIMIT 1
  ) AS same_day`;
