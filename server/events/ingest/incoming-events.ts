import type { ResolvedEvent } from './resolve-events.js';

/**
 * A PostgreSQL array of values that need no quoting: ids, numbers, words of enums. The driver would quote and escape
 * each of them, which costs more than all the rest of a large batch's way into the statement.
 */
export function arrayOf<T>(rows: readonly T[], read: (row: T) => string | number | null): string {
  return `{${rows.map((row) => read(row) ?? 'NULL').join(',')}}`;
}

/** What tells an event from others and what it says, in the order of `incomingParameters`. */
export const INCOMING_COLUMNS =
  'visitor_id, event_id, item_id, occurred_at, kind, quantity, amount_minor, currency, order_id';

/** The same as parameters of a statement. */
export const incomingParameters = (resolved: readonly ResolvedEvent[]): unknown[] => [
  arrayOf(resolved, ({ event }) => event.visitorId),
  arrayOf(resolved, ({ eventId }) => eventId),
  arrayOf(resolved, ({ itemId }) => itemId),
  arrayOf(resolved, ({ event }) => event.occurredAt.toISOString()),
  arrayOf(resolved, ({ event }) => event.kind),
  arrayOf(resolved, ({ event }) => event.order.quantity),
  arrayOf(resolved, ({ amountMinor }) => amountMinor),
  arrayOf(resolved, ({ currency }) => currency),
  resolved.map(({ event }) => event.order.orderId),
];

/** The parameters from `$first` on, as arrays to unnest. */
export const incomingArrays = (first: number): string =>
  ['uuid', 'uuid', 'uuid', 'timestamptz', 'event_kind', 'int', 'bigint', 'text', 'text']
    .map((type, n) => `$${first + n}::${type}[]`)
    .join(', ');
