import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Registry } from 'prom-client';
import type { RefusalLog } from '../../auth/audit/refusal-log.js';
import type { Context } from '../../graphql/context.js';
import { formatError, isExpected } from '../../graphql/format-error.js';
import type { Logger } from '../../telemetry/logger.js';
import { explorerPage } from './explorer-page.js';
import { graphqlOverHttp } from './graphql-over-http.js';
import { forbiddenLog } from './note-forbidden.js';
import { admitOperation } from './operations/admit-operation.js';
import { MAX_DOCUMENT_FAULTS, MAX_TOKENS } from './operations/operation-limits.js';
import { operationMetrics } from './operations/operation-metrics.js';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly refusals: RefusalLog;
  readonly logger: Logger;
  readonly metrics: Registry;
  /** The built dashboard, with the API explorer. */
  readonly dashboardDirectory: string;
}

/**
 * The GraphQL server. Introspection is open to everyone: the schema is published with the source, and what
 * protects data is the access rule of each field.
 */
export const createApolloServer = ({
  schema,
  refusals,
  logger,
  metrics,
  dashboardDirectory,
}: ApolloOptions) =>
  new ApolloServer<Context>({
    schema,
    formatError,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false, // the entry drains everything in order
    parseOptions: { maxTokens: MAX_TOKENS },
    validationOptions: { maxErrors: MAX_DOCUMENT_FAULTS },
    maxRecursiveSelections: true,
    persistedQueries: false, // anyone could fill their cache
    logger,
    plugins: [
      operationMetrics(metrics),
      admission,
      defectLog(logger),
      forbiddenLog(refusals),
      graphqlOverHttp,
      explorerPage(dashboardDirectory),
      ApolloServerPluginCacheControlDisabled(), // it looks at every field of an answer, and nothing may be kept
    ],
  });

const admission: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, request, contextValue }) {
        admitOperation({ schema, document, ...request }, contextValue.viewer);
      },
    };
  },
};

/** What clients see masked, operators read in full. */
const defectLog = (logger: Logger): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue }) {
        for (const error of errors.filter((each) => !isExpected(each))) {
          const { requestId } = contextValue ?? {};
          logger.error(
            { err: unwrapResolverError(error), path: error.path, reqId: requestId },
            'operation failed',
          );
        }
      },
    };
  },
});
