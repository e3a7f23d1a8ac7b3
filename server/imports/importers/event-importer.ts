import { createHash } from 'node:crypto';
import type { EventStore, IncomingEvent, RejectedEvent } from '../../events/index.js';
import type { Viewer } from '../../platform/index.js';
import { valuesOf } from '../mapping/field-readers.js';
import { RecordReader } from '../mapping/record-reader.js';
import type { ImportRow, RowImporter } from '../runs/row-importer.js';
import { EVENT_FIELDS, type EventField } from './event-fields.js';
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
    fields: EVENT_FIELDS,
    warningsOf: nameWarnings,
    async check(workspaceId, rows) {
      const { rejected } = await events.check(viewer, batchOf(workspaceId, rows));
      return toRejections(rows, rejected);
    },
    async importRows({ manager, workspaceId, runId, rows, dryRun }) {
      const batch = { ...batchOf(workspaceId, rows), runId };
      const { rejected, duplicates } = dryRun
        ? await events.check(viewer, batch, manager)
        : await events.record(viewer, batch, manager);
      return { rejections: toRejections(rows, rejected), tallies: { duplicates } };
    },
  };
}

const toRejections = (rows: readonly ImportRow<EventField>[], rejected: readonly RejectedEvent[]) =>
  rejected.map(({ index, reason }) => ({ row: rows[index]!.number, reason }));

function toEvent({ record }: ImportRow<EventField>): IncomingEvent {
  const { kind, id, time, list, order, ...stated } = valuesOf(EVENT_FIELDS, new RecordReader<string>(record));
  return {
    ...stated,
    kind: kind && (KINDS[kind.toLowerCase()] ?? kind),
    id: id ?? contentName(record),
    occurredAt: time,
    listId: list,
    orderId: order,
    payload: () => record,
  };
}

const contentName = (record: ImportRow<EventField>['record']) =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(record).sort()))
    .digest('hex');
