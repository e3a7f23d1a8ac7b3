import type { ResolvedEvent } from './resolve-events.js';
import type { Scenarios } from './resolve-scenarios.js';

export interface Refused {
  /** Place in the batch that came in. */
  readonly index: number;
  readonly reason: string;
  /** For who may not see events: without what the stored event says otherwise. */
  readonly reasonForWriters: string;
}

export interface Repeats {
  /** Those that say something else than the event that is stored in their place. */
  readonly refused: readonly Refused[];
  /** Places of those in whose place there is no event any more, e.g. since its import was reverted. */
  readonly gone: readonly number[];
  /** Places in the batch that came in of those that an earlier row of the same import says too. */
  readonly repeated: readonly number[];
  /** The same of those that were there before the import, or came otherwise. */
  readonly known: readonly number[];
}

/** What stands in the place of one event; of both kinds of place, its id comes first. */
export interface MetRow {
  /** From 1. */
  readonly n: number;
  readonly place: 'id' | 'line' | null;
  /** Names of what they say differently. */
  readonly differences: readonly string[];
  /** The batch of what stands there. */
  readonly batchId: string | null;
  /** Whether that came with the same import. */
  readonly isOfImport: boolean;
  /** Whether its item was removed a moment ago. */
  readonly hasNoItem: boolean;
}

/** The events that were examined. */
export interface Examined extends Pick<Scenarios, 'stated'> {
  /** That the new ones among them were just written under. */
  readonly batchId: string;
  readonly resolved: readonly ResolvedEvent[];
}

/** What became of each event, with the reasons against those that are refused. */
export function toRepeats(examined: Examined, rows: readonly MetRow[]): Repeats {
  const { resolved } = examined;
  const gone: number[] = [];
  const refused: Refused[] = [];
  const known: number[] = [];
  for (const row of rows) {
    const event = resolved[row.n - 1]!;
    const { index } = event.event;
    const isGone = row.place === null && !row.hasNoItem;
    const reasons = isGone ? null : reasonsAgainst(event, row);
    if (isGone) gone.push(row.n - 1);
    else if (reasons !== null) refused.push({ index, ...reasons });
    else if (!row.isOfImport) known.push(index);
  }
  return { refused, gone, known, repeated: repeatedIn(examined, rows) };
}

/** Why an event is refused that meets another, or none since its item was removed; null where it came twice. */
function reasonsAgainst(
  event: ResolvedEvent,
  { place, differences, isOfImport }: MetRow,
): Omit<Refused, 'index'> | null {
  if (place === null) return toAll(itemRemoved(event));
  if (differences.length > 0)
    return {
      reason: REASONS[place](event, ` (${differences.join(', ')})`),
      reasonForWriters: REASONS[place](event, ''),
    };
  return place === 'line' && isOfImport ? toAll(lineOfSameFile(event)) : null;
}

/** Of several events of a batch that say the same, the first was written, and meets itself. */
function repeatedIn({ batchId, resolved }: Examined, rows: readonly MetRow[]): number[] {
  const repeated: number[] = [];
  const seen = new Set<string>();
  for (const { n, place, differences, isOfImport, ...met } of rows) {
    if (!isOfImport || place !== 'id' || differences.length > 0) continue;
    const { event, eventId } = resolved[n - 1]!;
    const key = `${event.visitorId}${eventId}`;
    if (met.batchId !== batchId || seen.has(key)) repeated.push(event.index);
    seen.add(key);
  }
  return repeated;
}

const toAll = (reason: string) => ({ reason, reasonForWriters: reason });

const lineOfSameFile = ({ event }: ResolvedEvent) =>
  `order ${event.order.orderId} already has a line of item ${event.item ?? 'of the order'} in this file: add its lines up`;

const itemRemoved = ({ event }: ResolvedEvent) =>
  `item ${event.item ?? 'of the order'} was removed: add it to the catalogue, then send this again`;

const REASONS = {
  id: (_: ResolvedEvent, differences: string) =>
    `an earlier event with this id says something else${differences}: give each event its own id`,
  line: ({ event }: ResolvedEvent, differences: string) =>
    `order ${event.order.orderId} already has a line of item ${event.item ?? 'of the order'} that says something else${differences}: add its lines up, or give each order its own number`,
};
