import type { Chunk, ImportRow, Rejection, RowWarning } from '../runs/row-importer.js';
import { contentName } from './content-name.js';
import type { EventField } from './event-fields.js';
import { isOrder, kindOf } from './event-kinds.js';

/**
 * A second line of an order that says the same as an earlier one may be two pieces, or one that came twice: only a person
 * knows. Null for a row that is no such line, or has an id to tell it by.
 */
export const lineKey = (record: ImportRow<EventField>['record']): string | null =>
  isOrder(kindOf(record.kind)) && record.order !== '' && record.id === ''
    ? `${contentName(record)} ${record.price}`
    : null;

export const repeatedLine = ({ number }: ImportRow<EventField>): Rejection => ({
  row: number,
  reason:
    'says the same of its order as an earlier row of the file. If both were ordered, put them into one row, with the quantity of both; if this was not a dry run, revert the import first',
});

/** For the rows at some places: an event that its id names may well come twice, one that only its content names may be two. */
export function repeatWarnings(
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

/** For the rows at some places, which are stored under another id already. */
export const lookalikeWarnings = (
  rows: readonly ImportRow<EventField>[],
  places: readonly number[],
): readonly RowWarning[] =>
  places.map((place) => ({
    row: rows[place]!.number,
    message:
      'looks like an event recorded before, with the same visitor, item, kind and time: it may count twice',
  }));

/** Rows of a chunk whose events were known before the import. */
interface KnownRows {
  /** Places of those that say the same as an earlier row of the file too. */
  readonly repeated: readonly number[];
  /** Those that are another line of an order, of which an earlier row of the file has a line of the item. */
  readonly lines: readonly ImportRow<EventField>[];
}

/** Tells the known rows apart by their own file. Only these need keys, so that a new file costs none. */
export async function toldApart(
  { firstSeen }: Pick<Chunk<EventField>, 'firstSeen'>,
  rows: readonly ImportRow<EventField>[],
  known: readonly number[],
): Promise<KnownRows> {
  if (known.length === 0) return { repeated: [], lines: [] };
  const isFirst = await firstSeen(known.map((place) => contentName(rows[place]!.record)));
  const firsts = known.filter((_, n) => isFirst[n]);
  const isFirstLine = await firstSeen(firsts.map((place) => knownLineKey(rows[place]!.record)));
  return {
    repeated: known.filter((_, n) => !isFirst[n]),
    lines: firsts.filter((_, n) => !isFirstLine[n]).map((place) => rows[place]!),
  };
}

const knownLineKey = ({ kind, order, item, store }: ImportRow<EventField>['record']) =>
  isOrder(kindOf(kind)) && order !== ''
    ? JSON.stringify([kindOf(kind).toUpperCase(), order, item, store])
    : null;
