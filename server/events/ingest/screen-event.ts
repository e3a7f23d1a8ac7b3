import { Scenario } from '../../catalog/index.js';
import {
  AMOUNT_MINOR_RANGE,
  FIRST_DAY,
  hasBrokenCharacter,
  instantOf,
  isCurrency,
  isWithin,
  type Range,
  rangeWords,
} from '../../platform/index.js';
import {
  EVERY_ORDERED_ITEM,
  EventKind,
  eventIdOf,
  type IncomingEvent,
  MAX_EVENT_TEXT_LENGTH,
  POSITION_RANGE,
  QUANTITY_RANGE,
  type UuidFor,
} from '../event.js';
import { type DayBeginnings, isBareDay } from './bare-days.js';

/** How far a client's clock may run ahead of ours. */
const SKEW_MS = 5 * 60_000;
const EARLIEST = Date.parse(FIRST_DAY);

/** An event whose own fields make sense; whether its item exists is not known yet. */
export interface ScreenedEvent {
  readonly index: number;
  readonly eventId: string;
  /** The message of which the event is about one product; null where it is the message's only event. */
  readonly message: string | null;
  readonly visitorId: string;
  readonly kind: EventKind;
  /** Key or uuid; null for every item of the order. */
  readonly item: string | null;
  readonly store: string | null;
  readonly scenario: Scenario | null;
  readonly listId: string | null;
  readonly occurredAt: Date;
  readonly position: number | null;
  readonly order: OrderPart;
}

/** What only an order or a return says; all null for an impression or a click, whatever the shop sends along. */
export interface OrderPart {
  readonly orderId: string | null;
  readonly quantity: number | null;
  readonly amountMinor: number | null;
  /** In major units. */
  readonly amount: string | null;
  /** As in `IncomingEvent`. */
  readonly amountIsComputed: boolean;
  readonly currency: string | null;
}

/** Why an event cannot be counted: a sentence that says what to do about it. */
export class Rejection extends Error {
  override readonly name = 'Rejection';

  /** @param importRuns imports without which the event might not be rejected */
  constructor(
    message: string,
    readonly importRuns: readonly string[] = [],
  ) {
    super(message);
  }
}

/**
 * Reads the fields of an event that came from outside.
 *
 * @throws {Rejection} for a field that is missing, malformed, negative or in the future
 */
export function screenEvent(
  event: IncomingEvent,
  index: number,
  { uuidFor, visitorIdOf, ...reception }: Reception,
): ScreenedEvent {
  if (event.fault !== undefined) throw new Rejection(event.fault);
  const kind = oneOf(EventKind, event.kind, 'kind');
  if (!kind) throw new Rejection(`kind is missing: send one of ${Object.values(EventKind).join(', ')}`);
  const id = needed(event.id, 'id');
  const isOrder = kind === EventKind.ORDER || kind === EventKind.RETURN;
  return {
    index,
    eventId: eventIdOf(uuidFor, id, event.productIndex),
    message: event.productIndex === undefined ? null : id,
    visitorId: visitorIdOf(needed(event.visitor, 'visitor')),
    kind,
    item: event.item === EVERY_ORDERED_ITEM ? null : needed(event.item, 'item'),
    store: text(event.store, 'store'),
    scenario: oneOf(Scenario, event.scenario, 'scenario'),
    listId: text(event.listId, 'listId'),
    occurredAt: instantIn(event, reception),
    position: isOrder ? null : whole(event.position, 'position', POSITION_RANGE),
    order: isOrder ? orderPart(event) : NO_ORDER,
  };
}

export interface Reception {
  readonly uuidFor: UuidFor;
  /** As `uuidFor`, remembering the visitors of a batch, who come again and again. */
  readonly visitorIdOf: UuidFor;
  readonly receivedAt: Date;
  readonly dayBeginnings: DayBeginnings;
}

const NO_ORDER: OrderPart = {
  orderId: null,
  quantity: null,
  amountMinor: null,
  amount: null,
  amountIsComputed: false,
  currency: null,
};

function orderPart(event: IncomingEvent): OrderPart {
  const amountMinor = whole(event.amountMinor, 'amountMinor', AMOUNT_MINOR_RANGE);
  return {
    quantity: whole(event.quantity, 'quantity', QUANTITY_RANGE),
    amountMinor,
    amount: amountMinor === null ? numeral(event.amount, 'amount') : null,
    amountIsComputed: event.amountIsComputed === true,
    currency: currencyOf(event.currency),
    orderId:
      event.item === EVERY_ORDERED_ITEM ? needed(event.orderId, 'orderId') : text(event.orderId, 'orderId'),
  };
}

/** A text, or the digits of a whole number; null where there is none. */
function text(value: unknown, field: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number' && !isWritten(value))
    throw new Rejection(`${field} ${value} is not a whole number: send it as a text, in quotes`);
  if (typeof value !== 'string' && typeof value !== 'number') throw new Rejection(`${field} is not a text`);
  const read = String(value).trim();
  if (read.length > MAX_EVENT_TEXT_LENGTH)
    throw new Rejection(`${field} is longer than ${MAX_EVENT_TEXT_LENGTH} characters`);
  if (read.includes('\0')) throw new Rejection(`${field} contains a zero character`);
  if (hasBrokenCharacter(read))
    throw new Rejection(`${field} contains a broken character: send it in UTF-8, and cut no character`);
  return read === '' ? null : read;
}

/** Whether a number's text is its digits, and no other text stands for it. */
const isWritten = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 1e21;

/** As `text`, for what is a number and not a name: 1.5 is exact enough. */
const numeral = (value: unknown, field: string): string | null =>
  text(typeof value === 'number' ? String(value) : value, field);

function needed(value: unknown, field: string): string {
  const read = text(value, field);
  if (read === null) throw new Rejection(`${field} is missing`);
  return read;
}

function whole(value: unknown, field: string, range: Range): number | null {
  const read = numeral(value, field);
  if (read === null) return null;
  const number = /^[+-]?\d+(\.0*)?$/u.test(read) ? Number(read) : Number.NaN;
  if (Number.isNaN(number) || !isWithin(range, number))
    throw new Rejection(`${field} must be a whole number ${rangeWords(range)}, not ${read}`);
  return number;
}

function oneOf<T extends string>(
  words: Readonly<Record<string, T>>,
  value: unknown,
  field: string,
): T | null {
  const read = text(value, field);
  if (read === null) return null;
  const word = words[read.toUpperCase()];
  if (!word)
    throw new Rejection(`${field} ${read} is unknown: send one of ${Object.values(words).join(', ')}`);
  return word;
}

function currencyOf(value: unknown): string | null {
  const code = text(value, 'currency')?.toUpperCase() ?? null;
  if (code !== null && !isCurrency(code)) {
    throw new Rejection(`currency ${code} is not a code of ISO 4217, e.g. EUR`);
  }
  return code;
}

function instantIn(
  { occurredAt, timeName = 'occurredAt' }: IncomingEvent,
  { receivedAt, dayBeginnings }: Pick<Reception, 'receivedAt' | 'dayBeginnings'>,
): Date {
  const beginning = isBareDay(occurredAt) ? dayBeginnings.get(occurredAt.trim()) : undefined;
  const instant =
    occurredAt instanceof Date ? occurredAt : (beginning ?? new Date(parsed(occurredAt, timeName)));
  const time = instant.getTime();
  const shown = () => instant.toISOString();
  if (time < EARLIEST) throw new Rejection(`${timeName} ${shown()} lies before 2000: send when it happened`);
  if (time > receivedAt.getTime() + SKEW_MS)
    throw new Rejection(`${timeName} ${shown()} lies in the future: check the clock that sent it`);
  return instant;
}

function parsed(value: unknown, timeName: string): number {
  const time = needed(value, timeName);
  const read = instantOf(time);
  if (read === null)
    throw new Rejection(`${timeName} ${time} is not a time in ISO 8601, e.g. 2026-01-31T09:30:00Z`);
  return read;
}
