import type { DocumentNode, GraphQLSchema } from 'graphql';

/** An operation that a client asks for. */
export interface Operation {
  readonly schema: GraphQLSchema;
  /** Validated. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}
