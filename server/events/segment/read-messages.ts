import { createHash, randomUUID } from 'node:crypto';
import type { IncomingEvent } from '../event.js';
import { firstStated, isBlank, isJson, type Json } from './json.js';
import type { RepeatedMembers } from './repeated-members.js';
import { type Arrival, segmentEvents } from './segment-events.js';

/** Of one message, as Segment's clients keep to. */
const MAX_MESSAGE_BYTES = 32 * 1024;
/** Levels of objects and lists in a message. */
const MAX_MESSAGE_DEPTH = 100;
/** Characters of a message that are kept where it is too large. */
const MAX_KEPT = 1_000;
/** What is left of a character that was cut. */
const HALF_CHARACTER = /\p{Surrogate}$/u;

/** Messages as they came. */
export interface SentMessages {
  readonly messages: readonly unknown[];
  /** Of these messages the last value is known of what they name twice. */
  readonly repeated: RepeatedMembers;
}

/** The events that some messages are about. */
export interface ReadMessages {
  readonly events: readonly IncomingEvent[];
  /** The place of each event's message. */
  readonly places: readonly number[];
  /** How many messages say nothing about items. */
  readonly ignored: number;
}

/** Reads messages one by one: what is wrong with one is a fault of its event, and the others go on. */
export function readMessages({ messages, repeated }: SentMessages, arrival: Arrival): ReadMessages {
  const events: IncomingEvent[] = [];
  const places: number[] = [];
  let ignored = 0;
  for (const [place, message] of messages.entries()) {
    const read = eventsOf({ message, repeated: repeated.get(place) }, arrival);
    if (read === null) ignored += 1;
    for (const event of read ?? []) {
      events.push(event);
      places.push(place);
    }
  }
  return { events, places, ignored };
}

/** What a message calls itself, for who sent it; null where it has no name. */
export function messageIdOf(message: unknown): string | null {
  const id = isJson(message) ? message.messageId : null;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

interface SentMessage {
  readonly message: unknown;
  readonly repeated: string | undefined;
}

function eventsOf({ message, repeated }: SentMessage, arrival: Arrival): IncomingEvent[] | null {
  const content = isJson(message) && 'writeKey' in message ? withoutKey(message) : message;
  const oversized = oversizedOf(content);
  if (oversized) return [oversized];
  if (!isJson(content)) return [unreadable(content, 'The message is not a JSON object')];
  if (repeated !== undefined)
    return [unreadable(content, `The message names ${repeated} twice: send it once`, content.messageId)];
  if (isBlank(content.type)) return [unreadable(content, 'type is missing: send "track"', content.messageId)];
  if (!isTrack(content.type)) return null;
  if (isBlank(content.event))
    return [
      unreadable(content, 'event is missing: send its name, e.g. "Product Clicked"', content.messageId),
    ];
  const isNamed = !isBlank(content.messageId);
  return segmentEvents(isNamed ? content : { ...content, messageId: nameOf(withoutKey(content)) }, arrival);
}

/** The reject of a message that is too deep or too large, of whatever kind it is; null for any other. */
function oversizedOf(content: unknown): IncomingEvent | null {
  const id = isJson(content) ? content.messageId : undefined;
  const weight = weightOf(content, MAX_MESSAGE_DEPTH);
  if (weight === Number.POSITIVE_INFINITY) {
    const fault = `The message is nested deeper than ${MAX_MESSAGE_DEPTH} levels: send less in it`;
    return unreadable(fault, fault, id); // too deep to be written down again
  }
  if (weight <= MAX_MESSAGE_BYTES || byteSizeOf(content) <= MAX_MESSAGE_BYTES) return null;
  const kept = JSON.stringify(content).slice(0, MAX_KEPT).replace(HALF_CHARACTER, '');
  return unreadable(kept, 'The message is larger than 32 KB: send fewer products in one', id);
}

const isTrack = (type: unknown): boolean =>
  type === 'track' || (typeof type === 'string' && type.trim().toLowerCase() === 'track');

const byteSizeOf = (message: unknown): number => Buffer.byteLength(JSON.stringify(message));

/** Characters that no number, true, false or null passes in JSON. */
const MAX_PLAIN_LENGTH = 25;
/** Bytes that no character of a text passes in JSON. */
const MAX_CHARACTER_BYTES = 6;

/**
 * Bytes that a value does not pass in JSON, counted without writing it; infinite if it has more levels of objects and
 * lists than stated.
 */
function weightOf(value: unknown, levels: number): number {
  if (typeof value === 'string') return 3 + value.length * MAX_CHARACTER_BYTES;
  if (typeof value !== 'object' || value === null) return MAX_PLAIN_LENGTH;
  if (levels === 0) return Number.POSITIVE_INFINITY;
  let weight = 3;
  if (Array.isArray(value)) for (const inner of value) weight += weightOf(inner, levels - 1);
  else
    for (const name in value) // of JSON, so that all its names are its own
      weight += 4 + name.length * MAX_CHARACTER_BYTES + weightOf((value as Json)[name], levels - 1);
  return weight;
}

/** What browsers send as one: the key and the time of sending are the request's, not the message's. */
function withoutKey({ writeKey: _writeKey, sentAt: _sentAt, ...content }: Json): Json {
  return content;
}

/** A message without an id is told by its content, and where even the time is missing it is new each time. */
function nameOf(message: Json): string {
  if (firstStated(message.timestamp, message.originalTimestamp) === undefined) return randomUUID();
  return createHash('sha256').update(JSON.stringify(message)).digest('hex');
}

/** To be rejected, and kept as far as `payload` goes. */
const unreadable = (payload: unknown, fault: string, id?: unknown): IncomingEvent => ({
  kind: undefined,
  id,
  visitor: undefined,
  item: undefined,
  occurredAt: undefined,
  fault,
  payload: () => payload,
});
