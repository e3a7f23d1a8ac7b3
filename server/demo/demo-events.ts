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

/** The events of the demo, one list a day. Their names are the same in every load of the same world. */
export function* demoEvents({ settings, shops, items, firstDay }: DemoPeriod): Generator<BulkEvent[]> {
  const { seed, days, visits } = settings;
  const period = { days, visits, firstWeekday: firstDay.getUTCDay() };
  const firstMs = firstDay.getTime();
  let day = 0;
  for (const events of shopEvents(shops, period, drawsFor(seed, 'events'))) {
    yield events.map((event, number) => ({
      ...toBulkEvent(event, items[event.shop]![event.item]!),
      id: `${day}.${number}`,
      occurredAt: new Date(firstMs + event.atMs),
    }));
    day += 1;
  }
}

function toBulkEvent(event: ShopEvent, item: RecordedItem): Omit<BulkEvent, 'id' | 'occurredAt'> {
  const isOrder = event.kind === 'ORDER';
  return {
    visitor: `${event.shop}.${event.visitor}`,
    itemId: item.id,
    kind: EventKind[event.kind],
    scenario: Scenario[event.scenario],
    position: event.position,
    quantity: event.quantity,
    amountMinor: isOrder ? item.priceMinor * event.quantity! : null,
    currency: isOrder ? item.currency : null,
    orderId: event.order === null ? null : `demo-${event.order}`,
  };
}
