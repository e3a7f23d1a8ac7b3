import type { EventStore, IncomingEvent, RejectedEvent } from '../../events/index.js';
import type { Viewer } from '../../platform/index.js';
import { valuesOf } from '../mapping/field-readers.js';
import { RecordReader } from '../mapping/record-reader.js';
import { noteReferences } from '../runs/note-references.js';
import type { ImportRow, RowImporter } from '../runs/row-importer.js';
import { contentName } from './content-name.js';
import { EVENT_FIELDS, type EventField } from './event-fields.js';
import { isOrder, kindOf } from './event-kinds.js';
import { orderedAmount } from './ordered-amount.js';
import { lineKey, lookalikeWarnings, repeatedLine, repeatWarnings, toldApart } from './repeated-events.js';
import { nameWarnings } from './suspicious-names.js';

/** Rows of a file that are all looked up for events that look like them; of more, it would slow the import. */
const ROWS_LOOKED_UP = 20_000;

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
    firstOneIn: (rows[0]?.number ?? 0) > ROWS_LOOKED_UP ? 10 : 1,
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
        known = [],
        lookalikes = [],
        besideTotals = 0,
      } = dryRun ? await events.check(viewer, batch, manager) : await events.record(viewer, batch, manager);
      const ofKnown = await toldApart(chunk, single, known);
      const again = [...repeated, ...ofKnown.repeated];
      const lines = [...linesAgain, ...ofKnown.lines];
      const repeatCount = again.length + ofKnown.lines.length;
      const runs = rejected.map(({ importRuns = [] }) => importRuns);
      await noteReferences(chunk, runs);
      return {
        rejections: [...toRejections(single, rejected), ...lines.map(repeatedLine)],
        tallies: {
          ...brought,
          duplicates: duplicates - repeatCount,
          repeated: again.length,
          lookalikes: lookalikes.length,
          besideTotals,
        },
        warnings: [...repeatWarnings(single, again), ...lookalikeWarnings(single, lookalikes)],
      };
    },
  };
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
    isNamedByContent: id === undefined,
    occurredAt: time,
    timeName: 'time',
    listId: list,
    orderId: order,
    payload: () => record,
  };
}
