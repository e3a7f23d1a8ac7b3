import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { isAsyncGenerator, type RequestParams } from 'graphql-sse';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import { z } from 'zod';
import type { Viewer } from '../../../access/viewer.js';
import type { RefusalLog } from '../../../auth/audit/refusal-log.js';
import { invalidInput } from '../../../errors/domain-error.js';
import type { Context } from '../../../graphql/context.js';
import { formatError } from '../../../graphql/format-error.js';
import { noteForbidden } from '../note-forbidden.js';
import { admitOperation } from '../operations/admit-operation.js';
import { MAX_DOCUMENT_FAULTS, MAX_TOKENS } from '../operations/operation-limits.js';
import { OpenStreams } from './open-streams.js';
import { ViewerCheck } from './viewer-check.js';

const EVENTS = 'text/event-stream';

const subscriptionBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

export interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  readonly refusals: RefusalLog;
  contextOf(request: FastifyRequest, reply: FastifyReply): Context;
  /** Who sends a request, as of now. @throws {DomainError} UNAUTHENTICATED for a key that no longer works */
  viewerOf(request: FastifyRequest): Promise<Viewer>;
}

type StreamContext = Context & Record<PropertyKey, unknown>;

/**
 * Subscriptions over server-sent events, one request each ("distinct connections mode"): the same viewer, rules,
 * limits and error words as everywhere. Only JSON is taken, by POST, so that no page of another site can send it.
 * A stream ends when its viewer signs out, is disabled, gets another role, or when its key is revoked.
 *
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export async function subscriptionRoute(app: FastifyInstance, options: SubscriptionOptions): Promise<void> {
  const streams = new OpenStreams(new ViewerCheck(options.viewerOf));
  app.addHook('preClose', async () => streams.stop());
  const handle = handlerOf(options, streams);
  app.post('/graphql/stream', async (request, reply) => {
    refuseWrong(request);
    streams.open(request, reply);
    reply.hijack();
    try {
      await handle(request, reply);
    } catch (error) {
      const level = isClientGone(error) ? 'info' : 'error';
      request.log[level]({ err: error }, 'subscription failed');
      reply.raw.destroy(); // the client tries again
    } finally {
      streams.close(reply);
    }
  });
}

const handlerOf = ({ schema, refusals, contextOf }: SubscriptionOptions, streams: OpenStreams) =>
  createHandler<StreamContext>({
    schema,
    authenticate: () => null,
    validate: () => [], // done by `prepare`
    context: ({ raw, context: { reply } }) => ({ ...contextOf(raw, reply) }),
    onSubscribe: ({ raw, context: { reply } }, params) =>
      prepare(schema, params, { ...contextOf(raw, reply) }),
    onOperation: (_context, { raw, context: { reply } }, _arguments, result) =>
      isAsyncGenerator(result) ? streams.guard(raw, reply, result) : undefined,
    onNext: async (context, _request, result) => {
      await noteForbidden(refusals, context, result.errors ?? []);
      return presentable(result);
    },
  });

/** What writing to a client that went away fails with. */
const isClientGone = (error: unknown) =>
  ['EPIPE', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '');

/** The library would answer these in words of its own. */
function refuseWrong({ headers, body }: FastifyRequest): void {
  if (headers.accept !== EVENTS) throw invalidInput(`Subscriptions are answered as "accept: ${EVENTS}" only`);
  const { error } = subscriptionBody.safeParse(body);
  if (error) throw invalidInput(`Send {"query": "subscription ..."} as JSON: ${z.prettifyError(error)}`);
}

/** What to subscribe to, or an answer that says why not. */
function prepare(schema: GraphQLSchema, params: RequestParams, contextValue: StreamContext) {
  try {
    const document = parse(params.query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document, specifiedRules, { maxErrors: MAX_DOCUMENT_FAULTS });
    if (errors.length > 0) return { data: null, errors };
    const { operationName, variables } = params;
    if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION)
      throw refusal('Only subscriptions come here: send queries and mutations to /graphql');
    admitOperation({ schema, document, operationName, variables }, contextValue.viewer);
    return { schema, document, operationName, variableValues: variables, contextValue };
  } catch (error) {
    if (error instanceof GraphQLError) return { data: null, errors: [error] };
    throw error;
  }
}

const refusal = (message: string) => new GraphQLError(message, { extensions: { code: 'INVALID_INPUT' } });

/** Errors masked as `/graphql` masks them. */
function presentable<T extends Pick<ExecutionResult, 'errors'>>(result: T): T {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => formatError(withCode(error), error)) };
}

const withCode = (error: GraphQLError): GraphQLFormattedError => {
  const code = error.originalError ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT';
  return { ...error.toJSON(), extensions: { code, ...error.extensions } };
};
