import { Rejection, type ScreenedEvent } from './screen-event.js';

interface EventOfItem {
  readonly event: ScreenedEvent;
  readonly eventId: string;
  readonly itemId: string;
}

/**
 * Refuses the lines of an order that turn out to name one item in several ways, e.g. by its key and by its uuid: an
 * order counts once per item, so that all but one of them would be lost.
 *
 * @param resolved events of a batch
 * @returns passes an event on; throws Rejection for one of several lines of an item in its message
 */
export function oneLinePerItem<E extends EventOfItem>(resolved: readonly E[]): (event: E) => E {
  const seen = new Map<string, string>();
  const several = new Set<string>();
  for (const event of resolved) {
    const line = lineOf(event);
    if (line === null) continue;
    const first = seen.get(line) ?? event.eventId;
    if (first !== event.eventId) several.add(line); // the same event may well come twice
    seen.set(line, first);
  }
  return (event) => {
    const line = lineOf(event);
    if (line === null || !several.has(line)) return event;
    throw new Rejection(
      `item ${event.event.item} is in another line of this order under a different name: use one name for it, or combine the lines`,
    );
  };
}

/** Null for what is no line of a message with several. */
function lineOf({ event, itemId }: EventOfItem): string | null {
  const { message, kind, order } = event;
  return message === null || order.orderId === null
    ? null
    : JSON.stringify([message, kind, order.orderId, itemId]);
}
