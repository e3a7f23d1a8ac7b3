/** Events of files state their time as it was; that of others may have been corrected for a wrong clock. */
const FILE_SOURCE = 'import';

const difference = (name: string, column: string, condition = 'true') =>
  `CASE WHEN incoming.${column} IS DISTINCT FROM stored.${column} AND ${condition} THEN '${name}' END`;

/** An order that states no quantity is one of one piece. */
const QUANTITY = `CASE WHEN COALESCE(incoming.quantity, 1) <> COALESCE(stored.quantity, 1) THEN 'quantity' END`;

const AMOUNTS = [QUANTITY, difference('amount', 'amount_minor'), difference('currency', 'currency')];

/** What a row of a file is compared by, under a condition for each. */
const circumstances = ({ times, scenarios }: Pick<Conditions, 'times' | 'scenarios'>) => [
  difference('time', 'occurred_at', times),
  difference('scenario', 'scenario', `incoming.scenario IS NOT NULL AND ${scenarios}`),
  difference(
    'position',
    'position',
    `incoming.position IS NOT NULL AND stored.position IS NOT NULL AND ${scenarios}`,
  ),
];

interface Conditions {
  /** Under which two times have to be equal. */
  readonly times: string;
  /** Under which a stated scenario has to be that of the stored event, and two positions have to be equal. */
  readonly scenarios: string;
  /** Under which both came in files, so that the lines of an order name the same visitor. */
  readonly files: string;
  /** Columns that say with which batch the stored event came. */
  readonly batch: string;
}

/**
 * The events of a table that stand in the place of incoming ones, under the same id or for the same item of the same
 * order.
 *
 * @param stored SQL of the table, under that name, and of what the conditions need
 */
const metIn = (stored: string, { times, scenarios, files, batch }: Conditions) => `
  SELECT incoming.n, 'id' AS place, ${batch}, array_remove(ARRAY[${[
    difference('kind', 'kind'),
    difference('item', 'item_id'),
    difference('order', 'order_id'),
    ...AMOUNTS,
    ...circumstances({ times, scenarios }),
  ].join(', ')}], NULL) AS differences
  FROM incoming JOIN ${stored} ON stored.visitor_id = incoming.visitor_id AND stored.event_id = incoming.event_id
  UNION ALL
  SELECT incoming.n, 'line', ${batch}, array_remove(ARRAY[${[
    ...AMOUNTS,
    difference('visitor', 'visitor_id', files),
    ...circumstances({ times: files, scenarios: files }),
  ].join(', ')}], NULL)
  FROM incoming JOIN ${stored} ON stored.order_id = incoming.order_id AND stored.item_id = incoming.item_id
    AND stored.kind = incoming.kind`;

/**
 * Stored events that stand in the place of those of a table `incoming`, which came from source $12. Segment's events have
 * a time that was corrected by the clock of the sender: a file of the same events has not.
 */
export const MET_STORED = metIn('(events stored JOIN event_batches batch ON batch.id = stored.batch_id)', {
  times: `$12::text = '${FILE_SOURCE}' AND batch.source <> 'segment'`,
  scenarios: `$12::text = '${FILE_SOURCE}'`,
  files: `$12::text = '${FILE_SOURCE}' AND batch.source = '${FILE_SOURCE}'`,
  batch: 'batch.id AS batch_id, batch.run_id, false AS is_tried',
});

/** The same of those that were only tried, see `tryEvents`. */
export const MET_TRIED = metIn('tried_events stored', {
  times: 'true',
  scenarios: 'true',
  files: 'true',
  batch: 'stored.batch_id, NULL::uuid AS run_id, true AS is_tried',
});
