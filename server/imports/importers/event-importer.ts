import { createHash } from 'node:crypto';
import type { EventStore, IncomingEvent, RejectedEvent } from '../../events/index.js';
import type { Viewer } from '../../platform/index.js';
import { valuesOf } from '../mapping/field-readers.js';
import { RecordReader } from '../mapping/record-reader.js';
import { noteReferences } from '../runs/note-references.js';
import type { ImportRow, Rejection, RowImporter, RowWarning } from '../runs/row-importer.js';
import { EVENT_FIELDS, type EventField } from './event-fields.js';
import { orderedAmount } from './ordered-amount.js';
import { nameWarnings } from './suspicious-rows.js';

/** What Segment and GA4 call the four kinds. */
const KINDS: Readonly<Record<string, string>> = {
  'product list viewed': 'IMPRESSION',
  view_item_list: 'IMPRESSION',
  'product clicked': 'CLICK',
  select_item: 'CLICK',
  'order completed': 'ORDER',
  purchase: 'ORDER',
  'order refunded': 'RETURN',
  refund: 'RETURN',
};

export interface EventImportOptions {
  readonly events: EventStore;
  /** Whose right to write events is asked. */
  readonly viewer: Viewer;
}

/**
 * Events, one a row. A row without an id is named by what it says: two rows that are alike in everything are one
 * event, so that importing a file again changes nothing. Events become durable together with the progress of the
 * import, so that an import that goes on after a kill takes none of its own for a duplicate.
 */
export function eventImporter({ events, viewer }: EventImportOptions): RowImporter<EventField> {
  const batchOf = (workspaceId: string, rows: readonly ImportRow<EventField>[]) => ({
    workspaceId,
    source: 'import',
    events: rows.map(toEvent),
  });
  return {
    kind: 'events',
    rowsCountOnce: true,
    fields: EVENT_FIELDS,
    warningsOf: nameWarnings,
    async check(workspaceId, rows) {
      const { rejected } = await events.check(viewer, batchOf(workspaceId, rows));
      return toRejections(rows, rejected);
    },
    async importRows(chunk) {
      const { manager, workspaceId, runId, rows, dryRun, firstSeen } = chunk;
      const isFirst = await firstSeen(rows.map(({ record }) => lineKey(record)));
      const linesAgain = rows.filter((_, n) => !isFirst[n]);
      const single = rows.filter((_, n) => isFirst[n]);
      const batch = { ...batchOf(workspaceId, single), runId };
      const {
        rejected,
        duplicates,
        brought,
        repeated = [],
      } = dryRun ? await events.check(viewer, batch, manager) : await events.record(viewer, batch, manager);
      await noteReferences(
        chunk,
        rejected.map(({ importRuns = [] }) => importRuns),
      );
      return {
        rejections: [...toRejections(single, rejected), ...linesAgain.map(repeatedLine)],
        tallies: { ...brought, duplicates: duplicates - repeated.length, repeated: repeated.length },
        warnings: repeatWarnings(single, repeated),
      };
    },
  };
}

/**
 * A second line of an order that says the same as an earlier one may be two pieces, or one that came twice: only a person
 * knows. Null for a row that is no such line, or has an id to tell it by.
 */
const lineKey = (record: ImportRow<EventField>['record']): string | null =>
  isOrder(kindOf(record.kind)) && record.order !== '' && record.id === ''
    ? `${contentName(record)} ${record.price}`
    : null;

const repeatedLine = ({ number }: ImportRow<EventField>): Rejection => ({
  row: number,
  reason:
    'says the same of its order as an earlier row of the file. If both were ordered, put them into one row, with the quantity of both',
});

/** For the rows at some places: an event that its id names may well come twice, one that only its content names may be two. */
function repeatWarnings(
  rows: readonly ImportRow<EventField>[],
  places: readonly number[],
): readonly RowWarning[] {
  if (places.length === 0) return [];
  const firstRows = new Map(rows.toReversed().map(({ number, record }) => [contentName(record), number]));
  return places
    .map((place) => rows[place]!)
    .filter(({ record }) => record.id === '')
    .map(({ number, record }) => {
      const first = firstRows.get(contentName(record));
      const earlier = first === number ? 'an earlier row of this file' : `row ${first}`;
      const remedy = isOrder(kindOf(record.kind)) ? 'an id or an order number' : 'an id';
      return { row: number, message: `is the same as ${earlier}: counted once; give each event ${remedy}` };
    });
}

const toRejections = (rows: readonly ImportRow<EventField>[], rejected: readonly RejectedEvent[]) =>
  rejected.map(({ index, reason }) => ({ row: rows[index]!.number, reason }));

function toEvent({ record }: ImportRow<EventField>): IncomingEvent {
  const { kind, id, time, list, order, price, amount, ...stated } = valuesOf(
    EVENT_FIELDS,
    new RecordReader<string>(record),
  );
  const known = kind && kindOf(kind);
  return {
    ...stated,
    ...(isOrder(known) ? orderedAmount({ ...stated, price, amount }) : {}),
    kind: known,
    id: id ?? contentName(record),
    occurredAt: time,
    listId: list,
    orderId: order,
    payload: () => record,
  };
}

const kindOf = (kind: string): string => KINDS[kind.toLowerCase()] ?? kind;

const isOrder = (kind: string | undefined): boolean =>
  ['ORDER', 'RETURN'].includes(kind?.toUpperCase() ?? '');

/** Those of the first version, for ever: with one more, a file that was imported before would be new, and count twice. */
const NAMING_FIELDS: ReadonlySet<string> = new Set<EventField>([
  'kind',
  'time',
  'visitor',
  'item',
  'store',
  'scenario',
  'list',
  'position',
  'quantity',
  'amount',
  'currency',
  'order',
  'id',
]);

function contentName(record: ImportRow<EventField>['record']): string {
  const naming = Object.entries(record).filter(([field]) => NAMING_FIELDS.has(field));
  return createHash('sha256').update(JSON.stringify(naming.sort())).digest('hex');
}
