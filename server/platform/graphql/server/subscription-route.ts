import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { RequestParams } from 'graphql-sse';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import type { RefusalLog } from '../../auth/audit/refusal-log.js';
import type { Context } from '../context.js';
import { formatError } from '../format-error.js';
import { noteForbidden } from './note-forbidden.js';
import { enforceLimits, MAXIMUM_TOKENS } from './operation-limits.js';

/** Bytes of a subscription's document and variables. */
const BODY_LIMIT = 64 * 1024;

export interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  readonly refusals: RefusalLog;
  contextOf(request: FastifyRequest, reply: FastifyReply): Context;
}

type StreamContext = Context & Record<PropertyKey, unknown>;

/**
 * Subscriptions over server-sent events, one request each ("distinct connections mode"): the same viewer, rules,
 * limits and error words as everywhere. Only JSON is taken, by POST, so that no foreign page can send it.
 *
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export async function subscriptionRoute(
  app: FastifyInstance,
  { schema, refusals, contextOf }: SubscriptionOptions,
): Promise<void> {
  const open = new Set<FastifyReply>();
  app.addHook('preClose', async () => {
    for (const reply of open) reply.raw.destroy();
  });
  const handle = createHandler<StreamContext>({
    schema,
    authenticate: () => null,
    validate: () => [], // done by `prepare`
    context: ({ raw, context: { reply } }) => ({ ...contextOf(raw, reply) }),
    onSubscribe: ({ raw, context: { reply } }, params) =>
      prepare(schema, params, { ...contextOf(raw, reply) }),
    onNext: async (context, _request, result) => {
      await noteForbidden(refusals, context, result.errors ?? []);
      return presentable(result);
    },
  });
  app.post('/graphql/stream', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    reply.hijack();
    open.add(reply);
    try {
      await handle(request, reply);
    } catch (error) {
      request.log.error({ err: error }, 'subscription failed');
      reply.raw.destroy(); // the client tries again
    } finally {
      open.delete(reply);
    }
  });
}

/** What to subscribe to, or an answer that says why not. */
function prepare(schema: GraphQLSchema, params: RequestParams, contextValue: StreamContext) {
  try {
    const document = parse(params.query, { maxTokens: MAXIMUM_TOKENS });
    const errors = validate(schema, document);
    if (errors.length > 0) return { data: null, errors };
    const { operationName, variables } = params;
    if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION)
      throw invalid('Only subscriptions come here: send queries and mutations to /graphql');
    enforceLimits({ schema, document, operationName, variables });
    return { schema, document, operationName, variableValues: variables, contextValue };
  } catch (error) {
    if (error instanceof GraphQLError) return { data: null, errors: [error] };
    throw error;
  }
}

const invalid = (message: string) => new GraphQLError(message, { extensions: { code: 'INVALID_INPUT' } });

/** Errors masked as `/graphql` masks them. */
function presentable<T extends Pick<ExecutionResult, 'errors'>>(result: T): T {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => formatError(withCode(error), error)) };
}

const withCode = (error: GraphQLError): GraphQLFormattedError => {
  const code = error.originalError ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT';
  return { ...error.toJSON(), extensions: { code, ...error.extensions } };
};
