import type { GraphQLSchema } from 'graphql';
import { type BuildSchemaOptions, buildSchema } from 'type-graphql';
import { enforceAccessRules } from './access-rules.js';

/**
 * The schema of some resolver instances, with every access rule in force.
 *
 * @throws {Error} when a field has no access rule, or a decorator no type
 */
export async function createSchema(resolvers: readonly object[]): Promise<GraphQLSchema> {
  const instances = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]));
  const schema = await buildSchema({
    resolvers: [...instances.keys()] as unknown as BuildSchemaOptions['resolvers'],
    container: { get: (type) => instances.get(type) },
    validate: { forbidUnknownValues: false },
  });
  return enforceAccessRules(schema);
}
