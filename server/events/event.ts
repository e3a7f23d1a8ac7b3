import { hash } from 'node:crypto';
import { registerEnumType } from 'type-graphql';
import { type AccessRule, type Range, Role, Scope } from '../platform/index.js';

/** Events that one call may hold: larger sets come in several. */
export const MAX_EVENTS = 10_000;

/** Characters of any text of an event. */
export const MAX_EVENT_TEXT_LENGTH = 255;

/** What PostgreSQL's integer holds. */
const MAX_INTEGER = 2 ** 31 - 1;
export const POSITION_RANGE: Range = { min: 0, max: MAX_INTEGER };
export const QUANTITY_RANGE: Range = { min: 1, max: MAX_INTEGER };

export enum EventKind {
  IMPRESSION = 'IMPRESSION',
  CLICK = 'CLICK',
  ORDER = 'ORDER',
  RETURN = 'RETURN',
}

registerEnumType(EventKind, {
  name: 'EventKind',
  description: 'What a visitor did with an item.',
  valuesConfig: {
    IMPRESSION: { description: 'Was shown the item in a list.' },
    CLICK: { description: 'Opened the item from a list.' },
    ORDER: { description: 'Ordered the item, whatever the quantity: one order per order id and item.' },
    RETURN: {
      description:
        'Sent the item of an order back. Counts on the day of the order, if that is known by its order id.',
    },
  },
});

/** Who may send events. A key of this scope stands in shop pages, so that it may do nothing else. */
export const WRITE_EVENTS: AccessRule = { roles: [Role.ANALYST], scopes: [Scope.EVENTS_WRITE] };

/** Who may see how events come in. */
export const READ_INGESTION: AccessRule = {
  roles: [Role.ANALYST, Role.PM, Role.ML_ENGINEER],
  scopes: [Scope.READ],
};

/** Who may see rejects: a key that only sends events sees those of its own events, the others see all. */
export const READ_REJECTS: AccessRule = {
  ...READ_INGESTION,
  scopes: [Scope.READ, Scope.EVENTS_WRITE],
};

/**
 * An event as a door hands it on. Nothing in it is trusted, so everything is `unknown`: `record` says what is wrong
 * with it. Texts stand for numbers and instants too, as files have them. A number stands for its digits: what a double
 * cannot hold comes as a text.
 */
export interface IncomingEvent {
  readonly kind: unknown;
  /** Stable name of the event: a uuid, or any text of at most 255 characters. */
  readonly id: unknown;
  /** Whether the id was made of what the event says, since it came without one. */
  readonly isNamedByContent?: boolean | undefined;
  /** Which product of the message `id` the event is about; absent where the message is about one. */
  readonly productIndex?: number | undefined;
  /** The shop's name of its visitor. Only a hash is stored. */
  readonly visitor: unknown;
  /** Key or uuid of the item. `EVERY_ORDERED_ITEM` returns all items of the order. */
  readonly item: unknown;
  /** Name or uuid of the store, needed where the key exists in several. */
  readonly store?: unknown;
  readonly scenario?: unknown;
  /** The list the item stood in; gives the scenario through the workspace's settings. */
  readonly listId?: unknown;
  readonly occurredAt: unknown;
  /** What its sender calls the time, to say what is wrong with it; `occurredAt` where absent. */
  readonly timeName?: string;
  /** Place in the list, from 0 or 1 as the shop counts. */
  readonly position?: unknown;
  readonly quantity?: unknown;
  /** Amount of the order in minor units of `currency` ... */
  readonly amountMinor?: unknown;
  /** ... or else in major units, e.g. 19.99. */
  readonly amount?: unknown;
  /**
   * Whether the amount is a sum of prices times quantities: a price of a piece may have more digits than its currency, so
   * that the sum is rounded, once. An amount that the shop states is refused if it looks like one of another currency.
   */
  readonly amountIsComputed?: boolean | undefined;
  /** ISO 4217 code; the item's currency where absent. */
  readonly currency?: unknown;
  readonly orderId?: unknown;
  /** Why the event makes no sense, if its door knows that better: it is rejected with this reason. */
  readonly fault?: string | undefined;
  /** The event as it came, kept with the reason where it is rejected. */
  readonly payload: () => unknown;
}

export const EVERY_ORDERED_ITEM = Symbol('every item of the order');

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => UUID.test(text);

/** Turns names into version 5 uuids within a workspace: stable, and not to be turned back into the name. */
export type UuidFor = (name: string) => string;

/** @see RFC 9562, section 5.5; SHA-1 of the workspace's id and the name */
export function uuidsOf(workspaceId: string): UuidFor {
  const namespace = Buffer.from(workspaceId.replaceAll('-', ''), 'hex');
  return (name) => {
    const digest = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]));
    const variant = ((Number.parseInt(digest[16]!, 16) & 0x3) | 0x8).toString(16);
    const parts = [digest.slice(0, 8), digest.slice(8, 12), `5${digest.slice(13, 16)}`];
    return `${parts.join('-')}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  };
}

/** The same for the same event however often it is sent: the client's uuid, else made from what the client named it. */
export function eventIdOf(uuidFor: UuidFor, id: string, productIndex?: number): string {
  if (productIndex === undefined && isUuid(id)) return id.toLowerCase();
  return uuidFor(`${id}/${productIndex ?? 0}`);
}
