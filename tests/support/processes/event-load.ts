import { setTimeout as sleep } from 'node:timers/promises';

const EVENTS_PER_BATCH = 25;
const SENDERS = 4;
/** Before trying again; without it a server that is away would soon meet its rate limit. */
const PAUSE_MS = 100;

/** Events of one request; each event is known by a number of its own, which it carries as its position. */
type Batch = readonly number[];

/**
 * A shop's client that sends each batch again until it is acknowledged, through any number of servers, and
 * remembers what it was told.
 */
export class EventLoad {
  readonly acknowledged = new Set<number>();
  /** Statuses of every answer there was. */
  readonly statuses = new Map<number, number>();
  private readonly unacknowledged: Batch[] = [];
  private next = 0;
  private sending = false;
  private senders: Promise<void>[] = [];

  constructor(
    readonly key: string,
    private readonly items: readonly string[],
  ) {}

  /** How many different events were sent at least once. */
  get sent(): number {
    return this.next;
  }

  start(url: string): void {
    this.sending = true;
    this.senders = Array.from({ length: SENDERS }, async () => {
      while (this.sending) {
        const batch = this.unacknowledged.shift() ?? this.newBatch();
        if (!(await this.send(url, batch))) await sleep(PAUSE_MS);
      }
    });
  }

  async stop(): Promise<void> {
    this.sending = false;
    await Promise.all(this.senders);
  }

  /** Sends what was never acknowledged until it is. */
  async finish(url: string): Promise<void> {
    for (let batch = this.unacknowledged.shift(); batch; batch = this.unacknowledged.shift()) {
      await this.send(url, batch);
    }
  }

  /** Sends everything once more. */
  async replay(url: string): Promise<void> {
    for (let first = 0; first < this.next; first += EVENTS_PER_BATCH) {
      await this.send(url, batchFrom(first));
    }
  }

  private newBatch(): Batch {
    const batch = batchFrom(this.next);
    this.next += EVENTS_PER_BATCH;
    return batch;
  }

  private async send(url: string, batch: Batch): Promise<boolean> {
    const status = await this.post(url, batch).catch(() => 0);
    if (status !== 0) this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status !== 200) {
      this.unacknowledged.push(batch);
      return false;
    }
    for (const number of batch) this.acknowledged.add(number);
    return true;
  }

  private async post(url: string, batch: Batch): Promise<number> {
    const response = await fetch(`${url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
      body: JSON.stringify({ batch: batch.map((number) => this.event(number)) }),
    });
    await response.arrayBuffer();
    return response.status;
  }

  private event(number: number) {
    const product = { product_id: this.items[number % this.items.length], position: number };
    const scenario = number % 2 ? 'SEARCH' : 'RECOMMENDATION';
    return {
      type: 'track',
      messageId: `event-${number}`,
      anonymousId: `visitor-${number % 97}`,
      timestamp: '2026-01-15T12:00:00.000Z',
      ...(number % 3
        ? { event: 'Product List Viewed', properties: { scenario, products: [product] } }
        : { event: 'Product Clicked', properties: { scenario, ...product } }),
    };
  }
}

const batchFrom = (first: number): Batch =>
  Array.from({ length: EVENTS_PER_BATCH }, (_, index) => first + index);
