import { Scenario } from '../catalog/index.js';
import { type BulkEvent, EventKind } from '../events/index.js';
import { type ShopEvent, type SimulatedShop, shopEvents } from '../simulation/index.js';
import { type DemoSettings, drawsFor } from './demo-world.js';

/** An item of a demo store as the database knows it. */
export interface RecordedItem {
  readonly id: string;
  readonly priceMinor: number;
  readonly currency: string;
}

export interface DemoPeriod {
  readonly settings: DemoSettings;
  readonly shops: readonly SimulatedShop[];
  /** By shop, in the order of its items. */
  readonly items: readonly (readonly RecordedItem[])[];
  /** When the first day began. */
  readonly firstDay: Date;
}

/** The events of the demo, day by day, in the order of time. They have the same names in every load of a world. */
export function* demoEvents({ settings, shops, items, firstDay }: DemoPeriod): Generator<BulkEvents> {
  const { seed, days, visits } = settings;
  const period = { days, visits, firstWeekday: firstDay.getUTCDay() };
  let day = 0;
  for (const events of shopEvents(shops, period, drawsFor(seed, 'events'))) {
    yield eventsOfDay(events, { day, items, firstMs: firstDay.getTime() });
    day += 1;
  }
}

type BulkEvents = Iterable<BulkEvent>;

interface Day {
  readonly day: number;
  readonly items: DemoPeriod['items'];
  /** When the first day of all began. */
  readonly firstMs: number;
}

/** One at a time, so that half a million events never wait in memory. */
function* eventsOfDay(events: readonly ShopEvent[], { day, items, firstMs }: Day): Generator<BulkEvent> {
  let number = 0;
  for (const event of events) {
    const item = items[event.shop]![event.item]!;
    const isOrder = event.kind === 'ORDER';
    yield {
      id: `${day}.${number}`,
      visitor: `${event.shop}.${event.visitor}`,
      itemId: item.id,
      kind: EventKind[event.kind],
      scenario: Scenario[event.scenario],
      occurredAt: new Date(firstMs + event.atMs),
      position: event.position,
      quantity: event.quantity,
      amountMinor: isOrder ? item.priceMinor * event.quantity! : null,
      currency: isOrder ? item.currency : null,
      orderId: event.order === null ? null : `demo-${event.order}`,
    };
    number += 1;
  }
}
