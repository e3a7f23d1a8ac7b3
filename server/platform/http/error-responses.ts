import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalLog } from '../auth/audit/refusal-log.js';
import { DATABASE_GONE, isDatabaseGone } from '../database/faults/database-gone.js';
import { refusedValue } from '../database/faults/refused-value.js';
import { isStopped, REQUEST_STOPPED } from '../database/faults/stopped-statement.js';
import { DomainError, type ErrorCode } from '../errors/domain-error.js';
import { shortened } from '../errors/shortened.js';
import { RETRY_AFTER_SECONDS } from './graphql/graphql-over-http.js';

const STATUS: Readonly<Record<ErrorCode, number>> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
};

/** The body of every failure outside GraphQL; the shape that GraphQL clients understand as well. */
export const errorBody = (code: string, message: string, facts: object = {}) => ({
  errors: [{ message: shortened(message), extensions: { code, ...facts } }],
});

/** Turns whatever a route throws into an answer: only what the caller could have avoided is told. */
export function answerErrors(app: FastifyInstance, refusals: RefusalLog): void {
  app.setErrorHandler<FastifyError | DomainError>(async (error, request, reply) => {
    if (!(error instanceof DomainError)) return answerFault(error, request, reply);
    if (error.code === 'FORBIDDEN') await noteForbidden(refusals, request, error);
    return refuse(reply, error);
  });
}

function answerFault(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (leftEarly(request)) {
    request.log.info({ err: error }, 'the client went away before its request was whole');
    return reply;
  }
  const refusal = refusedValue(error);
  if (refusal) return reply.code(400).send(errorBody('INVALID_INPUT', refusal));
  if (isDatabaseGone(error)) return unavailable(request, reply, error);
  if (isStopped(error)) return sendLater(reply, 'TIMEOUT', REQUEST_STOPPED);
  if (error.statusCode && error.statusCode < 500) {
    return reply.code(statusOf(error, request)).send(errorBody('INVALID_INPUT', sentenceOf(error, request)));
  }
  request.log.error({ err: error }, 'request failed');
  return reply.code(500).send(errorBody('INTERNAL_SERVER_ERROR', 'Internal server error'));
}

/** Whether the connection ended while the body was still to come: its errors look like those of the database. */
const leftEarly = ({ raw }: FastifyRequest) => raw.destroyed && !raw.complete;

async function noteForbidden(refusals: RefusalLog, request: FastifyRequest, { message }: DomainError) {
  const { viewer, ip: address, method, routeOptions } = request;
  const subject = { type: 'Route', id: `${method} ${routeOptions.url}` };
  await refusals.note({ viewer, address, action: 'permission.refuse', subject, details: { message } });
}

function refuse(reply: FastifyReply, { code, message, facts: { retryAfterSeconds } }: DomainError) {
  if (retryAfterSeconds === undefined) return reply.code(STATUS[code]).send(errorBody(code, message));
  reply.header('retry-after', retryAfterSeconds);
  return reply.code(STATUS[code]).send(errorBody(code, message, { retryAfterSeconds }));
}

/** By Fastify's codes whose own words do not say what to do. */
const SENTENCES: Readonly<Record<string, (request: FastifyRequest) => string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions }) =>
    `A request may have at most ${(routeOptions.bodyLimit ?? 0) / 1024} KiB here: send less at a time`,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => 'Send the body as JSON, with "content-type: application/json"',
  Z_DATA_ERROR: () => 'The body is not gzip, as its content-encoding says: pack it again',
  Z_BUF_ERROR: () => 'The gzip body ends too early: send all of it',
  FST_ERR_BAD_URL: () => 'The address has a broken escape: write a percent sign as %25',
};

export const sentenceOf = (error: FastifyError, request: FastifyRequest): string =>
  SENTENCES[error.code]?.(request) ?? error.message;

/** Segment's clients know 400 for a batch that is too large, and give up on it; others are told 413. */
const statusOf = ({ statusCode = 400, code }: FastifyError, { url }: FastifyRequest) =>
  code === 'FST_ERR_CTP_BODY_TOO_LARGE' && url.startsWith('/v1/') ? 400 : statusCode;

function unavailable(request: FastifyRequest, reply: FastifyReply, error: Error) {
  request.log.warn({ err: error }, 'the database cannot be reached');
  return sendLater(reply, 'UNAVAILABLE', DATABASE_GONE);
}

const sendLater = (reply: FastifyReply, code: string, message: string) =>
  reply.code(503).header('retry-after', RETRY_AFTER_SECONDS).send(errorBody(code, message));
