import type { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import {
  authorizeIn,
  invalidInput,
  isPacked,
  readExactJson,
  unauthenticated,
  unpackedBody,
  type Viewer,
} from '../../platform/index.js';
import { WRITE_EVENTS } from '../event.js';
import type { EventStore } from '../event-store.js';
import { isJson, type Json } from './json.js';
import { messageIdOf, readMessages, type SentMessages } from './read-messages.js';
import { repeatedInBatch, repeatedInMessage } from './repeated-members.js';
import { arrivalOf } from './segment-events.js';

/** Rejects that an answer tells: the rest are in `eventRejects`. */
const MAX_TOLD = 10;

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
  /** The first of those that were rejected. */
  readonly rejects: readonly ToldReject[];
}

/** An event that was rejected, as its sender is told. */
interface ToldReject {
  /** Place of the message in the request, from 0. */
  readonly index: number;
  readonly messageId: string | null;
  readonly reason: string;
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
    readExactJson(app, ['application/json', 'text/plain']);
    app.addHook('preParsing', async (request, _reply, payload) => {
      if (!isPacked(request)) return payload;
      refuseUnlessKeyMayCome(request.viewer); // before anything is unpacked
      return unpackedBody(request, payload as Readable);
    });
    for (const [path, type] of Object.entries(PATHS)) {
      app.post(`/v1/${path}`, (request) =>
        receive(store, request, (body) => ({
          messages: [{ ...body, type }],
          repeated: repeatedInMessage(request.repeatedNames),
        })),
      );
    }
    for (const path of ['batch', 'b']) {
      app.post(`/v1/${path}`, (request) =>
        receive(store, request, (body) => ({
          messages: messagesOf(body),
          repeated: repeatedInBatch(request.repeatedNames),
        })),
      );
    }
  };

async function receive(
  store: EventStore,
  request: FastifyRequest,
  sentIn: (body: Json) => SentMessages,
): Promise<SegmentAnswer> {
  const { viewer } = request;
  const workspaceId = workspaceOf(viewer);
  authorizeIn(workspaceId, viewer, WRITE_EVENTS); // before any work that grows with the body
  const body = objectOf(request.body);
  const sent = sentIn(body);
  const { events, places, ignored } = readMessages(sent, arrivalOf(new Date(), body.sentAt));
  const recorded = await store.record(viewer, { workspaceId, source: 'segment', events });
  return {
    success: true,
    accepted: recorded.accepted,
    duplicates: recorded.duplicates,
    rejected: recorded.rejected.length,
    ignored,
    rejects: recorded.rejected.slice(0, MAX_TOLD).map(({ index, reason }) => {
      const place = places[index]!; // every event has one
      return { index: place, messageId: messageIdOf(sent.messages[place]), reason };
    }),
  };
}

/** Whoever shows nothing yet may: many clients send the key only in the body, which is as limited as anyone's. */
function refuseUnlessKeyMayCome(viewer: Viewer): void {
  if (viewer.kind !== 'anonymous') authorizeIn(workspaceOf(viewer), viewer, WRITE_EVENTS);
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
