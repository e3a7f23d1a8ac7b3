import { setTimeout as sleep } from 'node:timers/promises';
import type { RandomStream } from '../../../server/random/index.js';
import { eventRow, ITEM_COUNT } from './killed-files.js';

/** What an event is, in the order of the columns of a file of events. */
export type EventCells = ReturnType<typeof eventRow>;

export interface LiveShopOptions {
  readonly url: string;
  readonly key: string;
  readonly chance: RandomStream;
  /** Share of events about items that came with a file of their own. */
  readonly addedShare: number;
  readonly addedCount: number;
  /** Share of events that repeat one of a file, return what it ordered, or come after what its visitors saw. */
  readonly meetingShare: number;
  readonly imported: readonly EventCells[];
}

/** Events are known by the number of their minute: those of files have smaller ones. */
export const FIRST_LIVE = 1_000;

const SENDERS = 3;
/** All rejects of a batch are told. */
const EVENTS_PER_BATCH = 8;

const NAMES: Readonly<Record<string, string>> = {
  IMPRESSION: 'Product List Viewed',
  CLICK: 'Product Clicked',
  ORDER: 'Order Completed',
  RETURN: 'Order Refunded',
};

/** A shop that sends events of all kinds until it is stopped, and remembers what it was told of each. */
export class LiveShop {
  /** Numbers of events that were accepted, or known already. */
  readonly counted = new Set<number>();
  /** Reasons by number; those that were counted when they were sent once more are in both. */
  readonly rejected = new Map<number, string>();
  readonly faults: string[] = [];
  private next = FIRST_LIVE;
  private isOpen = false;
  private senders: readonly Promise<void>[] = [];

  constructor(private readonly options: LiveShopOptions) {}

  /** Begins to send, and goes on after some time. */
  async open(ms: number): Promise<void> {
    this.isOpen = true;
    this.senders = Array.from({ length: SENDERS }, async () => {
      while (this.isOpen) await this.send(Array.from({ length: EVENTS_PER_BATCH }, () => this.draw()));
    });
    await sleep(ms);
  }

  /** Sends one more batch, with events about all items, and ends. */
  async close(): Promise<void> {
    this.isOpen = false;
    await Promise.all(this.senders);
    await this.send(Array.from({ length: EVENTS_PER_BATCH }, (_, n) => this.drawOf(ITEM_COUNT - 4 + n)));
  }

  private async send(events: readonly EventCells[]): Promise<void> {
    const response = await fetch(`${this.options.url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.options.key}` },
      body: JSON.stringify({ batch: events.map(messageOf) }),
    });
    const answer = (await response.json()) as Answer;
    if (response.status !== 200) return void this.faults.push(JSON.stringify(answer));
    const reasons = new Map(answer.rejects.map(({ index, reason }) => [index, reason]));
    for (const [index, cells] of events.entries()) {
      const reason = reasons.get(index);
      if (reason === undefined) this.counted.add(numberOf(cells));
      else this.rejected.set(numberOf(cells), reason);
    }
  }

  private draw(): EventCells {
    const { chance, meetingShare, addedShare, addedCount } = this.options;
    if (chance.uniform() < meetingShare) return this.drawMeeting();
    const isAdded = chance.uniform() < addedShare;
    const item = isAdded ? ITEM_COUNT + chance.below(addedCount) : chance.below(ITEM_COUNT);
    return this.drawOf(item);
  }

  private drawOf(item: number): EventCells {
    const n = this.next++;
    return ofVisitor(`live ${n % 13}`, eventRow(n, 'l', { item: `i${item}`, id: `l${n}` }));
  }

  /** Of a third of the imported events, which have ids of their own and prices without remainders. */
  private drawMeeting(): EventCells {
    const { chance, imported } = this.options;
    const row = imported[chance.below(Math.floor(imported.length / 3)) * 3 + 1]!;
    if (chance.uniform() < 0.5) return row;
    const n = this.next++;
    const [kind, , visitor, item] = row;
    const names = { kind: kind === 'ORDER' ? 'RETURN' : 'CLICK', item: String(item), id: `l${n}` };
    const met = ofVisitor(String(visitor), eventRow(n, 'l', names));
    return kind === 'ORDER' ? met.with(9, row[9]!) : met;
  }
}

interface Answer {
  readonly rejects: readonly { readonly index: number; readonly reason: string }[];
}

const FIRST_MINUTE = Date.UTC(2026, 0, 5) / 60_000;
export const numberOf = (cells: EventCells) => Date.parse(String(cells[1])) / 60_000 - FIRST_MINUTE;

const ofVisitor = (visitor: string, cells: EventCells) => cells.with(2, visitor);

/** As Segment's clients send it. */
function messageOf([
  kind,
  time,
  visitor,
  item,
  scenario,
  position,
  quantity,
  amount,
  currency,
  order,
  id,
]: EventCells) {
  const price = order === '' ? {} : { quantity, price: Number(amount) / Number(quantity), currency };
  const product = { product_id: item, position, ...price };
  return {
    type: 'track',
    messageId: id,
    anonymousId: visitor,
    timestamp: time,
    event: NAMES[kind!],
    properties: {
      ...product,
      products: [product],
      order_id: order || undefined,
      scenario: scenario || undefined,
    },
  };
}
