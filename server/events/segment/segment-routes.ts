import { createHash, randomUUID } from 'node:crypto';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { authorizeIn, invalidInput, unauthenticated, type Viewer } from '../../platform/index.js';
import { type IncomingEvent, WRITE_EVENTS } from '../event.js';
import type { EventStore } from '../event-store.js';
import { type Arrival, isJson, type Json, segmentEvents } from './segment-events.js';

/** Of one message, as Segment's clients keep to. */
const MAX_MESSAGE_BYTES = 32 * 1024;
/** Levels of objects and lists in a message. */
const MAX_MESSAGE_DEPTH = 100;

/** Types of message by the path they are sent to; browsers send to the one-letter paths. */
const PATHS: Readonly<Record<string, string>> = {
  track: 'track',
  identify: 'identify',
  page: 'page',
  screen: 'screen',
  group: 'group',
  alias: 'alias',
  t: 'track',
  i: 'identify',
  p: 'page',
  s: 'screen',
  g: 'group',
  a: 'alias',
};

/** What came of a request, with the `success` that Segment's clients look for. */
interface SegmentAnswer {
  readonly success: true;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Messages that say nothing about items. */
  readonly ignored: number;
}

/**
 * Segment's HTTP tracking API: `POST /v1/track`, `/v1/batch` and so on, with a key of the scope events:write.
 * An event that makes no sense is kept with its reason and does not fail the request, as clients expect.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 */
export const segmentRoutes =
  (store: EventStore): FastifyPluginAsync =>
  async (app) => {
    app.addContentTypeParser('text/plain', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));
    for (const [path, type] of Object.entries(PATHS)) {
      app.post(`/v1/${path}`, (request) => receive(store, request, (body) => [{ ...body, type }]));
    }
    for (const path of ['batch', 'b']) {
      app.post(`/v1/${path}`, (request) => receive(store, request, messagesOf));
    }
  };

async function receive(
  store: EventStore,
  request: FastifyRequest,
  messagesIn: (body: Json) => readonly unknown[],
): Promise<SegmentAnswer> {
  const { viewer } = request;
  const workspaceId = workspaceOf(viewer);
  authorizeIn(workspaceId, viewer, WRITE_EVENTS); // before any work that grows with the body
  const body = objectOf(request.body);
  const messages = messagesIn(body).map(withinDepth);
  refuseLargeMessages(request, messages);
  const arrival = { receivedAt: new Date(), sentAt: body.sentAt };
  const read = messages.map((message) => eventsOf(message, arrival));
  const events = read.flatMap((some) => some ?? []);
  const recorded = await store.record(viewer, { workspaceId, source: 'segment', events });
  return {
    success: true,
    accepted: recorded.accepted,
    duplicates: recorded.duplicates,
    rejected: recorded.rejected.length,
    ignored: read.filter((some) => some === null).length,
  };
}

/** Cookies do not count here: a hostile page could send them along. */
function workspaceOf(viewer: Viewer): string {
  if (viewer.kind !== 'key') {
    throw unauthenticated('Send an API key as "Authorization: Bearer KEY", as Basic "KEY:" or as writeKey');
  }
  return viewer.workspaceId;
}

function objectOf(body: unknown): Json {
  if (!isJson(body)) throw invalidInput('The body is not a JSON object');
  return body;
}

function messagesOf({ batch }: Json): readonly unknown[] {
  if (!Array.isArray(batch)) throw invalidInput('The body has no "batch" of messages');
  return batch;
}

/** A message that is too deep to be written down again is rejected by itself, and says so in its place. */
const withinDepth = (message: unknown): unknown =>
  isDeeper(message, MAX_MESSAGE_DEPTH) ? `A message nested deeper than ${MAX_MESSAGE_DEPTH} levels` : message;

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

function refuseLargeMessages({ headers }: FastifyRequest, messages: readonly unknown[]): void {
  if (Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= MAX_MESSAGE_BYTES) return;
  if (messages.some((message) => Buffer.byteLength(JSON.stringify(message)) > MAX_MESSAGE_BYTES)) {
    throw invalidInput('A message is larger than 32 KB: send fewer products in one');
  }
}

function eventsOf(message: unknown, arrival: Arrival): IncomingEvent[] | null {
  if (!isJson(message)) return [unreadable(message)];
  if (message.type !== 'track') return null;
  const content = 'writeKey' in message ? withoutKey(message) : message;
  const named = content.messageId ? content : { ...content, messageId: nameOf(withoutKey(content)) };
  return segmentEvents(named, arrival);
}

/** What browsers send as one: the key and the time of sending are the request's, not the message's. */
function withoutKey({ writeKey: _writeKey, sentAt: _sentAt, ...content }: Json): Json {
  return content;
}

/** A message without an id is told by its content, and where even the time is missing it is new each time. */
function nameOf(message: Json): string {
  if (message.timestamp === undefined) return randomUUID();
  return createHash('sha256').update(JSON.stringify(message)).digest('hex');
}

/** Not a message at all: kept as a reject. */
const unreadable = (message: unknown): IncomingEvent => ({
  kind: undefined,
  id: undefined,
  visitor: undefined,
  item: undefined,
  occurredAt: undefined,
  payload: () => message,
});
