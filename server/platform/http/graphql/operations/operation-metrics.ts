import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql';
import { Histogram, type Registry } from 'prom-client';

/**
 * Measures operations by kind and first field, e.g. `query lift`: names that clients choose would make a time
 * series each.
 */
export function operationMetrics(registry: Registry): ApolloServerPlugin {
  const duration = new Histogram({
    name: 'graphql_operation_duration_seconds',
    help: 'Time from a valid GraphQL operation to its answer, in seconds.',
    labelNames: ['operation', 'outcome'],
    registers: [registry],
  });
  return {
    async requestDidStart() {
      const start = performance.now();
      return {
        async willSendResponse({ operation, document, errors }) {
          if (!operation || !document) return;
          const labels = {
            operation: labelOf(operation, document),
            outcome: errors?.length ? 'error' : 'ok',
          };
          duration.observe(labels, (performance.now() - start) / 1000);
        },
      };
    },
  };
}

function labelOf(operation: OperationDefinitionNode, { definitions }: DocumentNode): string {
  const sets = [operation, ...definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)];
  const fields = sets
    .flatMap((node) => ('selectionSet' in node && node.selectionSet ? node.selectionSet.selections : []))
    .filter((selection) => selection.kind === Kind.FIELD);
  return `${operation.operation} ${fields.at(0)?.name.value ?? 'nothing'}`;
}
