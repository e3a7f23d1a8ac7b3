import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseGone } from '../database/database-gone.js';
import { refusedValue } from '../database/refused-value.js';
import { DomainError, type ErrorCode } from '../errors/domain-error.js';
import { shortened } from '../errors/shortened.js';
import { RETRY_AFTER_SECONDS } from '../graphql/server/graphql-over-http.js';

const STATUS: Readonly<Record<ErrorCode, number>> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
};

/** The body of every failure outside GraphQL; the shape that GraphQL clients understand as well. */
export const errorBody = (code: string, message: string) => ({
  errors: [{ message: shortened(message), extensions: { code } }],
});

/** Turns whatever a route throws into an answer: only what the caller could have avoided is told. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof DomainError) {
      return reply.code(STATUS[error.code]).send(errorBody(error.code, error.message));
    }
    const refusal = refusedValue(error);
    if (refusal) return reply.code(400).send(errorBody('INVALID_INPUT', refusal));
    if (isDatabaseGone(error)) return unavailable(request, reply, error);
    if (error.statusCode && error.statusCode < 500) {
      return reply
        .code(statusOf(error, request))
        .send(errorBody('INVALID_INPUT', sentenceOf(error, request)));
    }
    request.log.error({ err: error }, 'request failed');
    return reply.code(500).send(errorBody('INTERNAL_SERVER_ERROR', 'Internal server error'));
  });
}

/** By Fastify's codes whose own words do not say what to do. */
const SENTENCES: Readonly<Record<string, (request: FastifyRequest) => string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions }) =>
    `A request may have at most ${(routeOptions.bodyLimit ?? 0) / 1024} KiB here: send less at a time`,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => 'Send the body as JSON, with "content-type: application/json"',
  FST_ERR_BAD_URL: () => 'The address has a broken escape: write a percent sign as %25',
};

export const sentenceOf = (error: FastifyError, request: FastifyRequest): string =>
  SENTENCES[error.code]?.(request) ?? error.message;

/** Segment's clients know 400 for a batch that is too large, and give up on it; others are told 413. */
const statusOf = ({ statusCode = 400 }: FastifyError, { url }: FastifyRequest) =>
  statusCode === 413 && url.startsWith('/v1/') ? 400 : statusCode;

function unavailable(request: FastifyRequest, reply: FastifyReply, error: Error) {
  request.log.warn({ err: error }, 'the database cannot be reached');
  const message = 'The database cannot be reached at the moment: try again in a few seconds';
  return reply.code(503).header('retry-after', RETRY_AFTER_SECONDS).send(errorBody('UNAVAILABLE', message));
}
