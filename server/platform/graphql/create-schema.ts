import type { GraphQLSchema } from 'graphql';
import { type BuildSchemaOptions, buildSchema, type PubSub } from 'type-graphql';
import { enforceAccessRules } from './access-rules.js';
import { enforceInputLimits } from './limits/enforce-input-limits.js';

/** Where subscriptions get their events: those of a topic about one thing. */
export type Subscribe = (topic: string, id: string) => AsyncIterable<unknown>;

/**
 * The schema of some resolver instances, with every access rule in force and, behind them, every limit of input.
 *
 * @throws {Error} when a field has no access rule, an argument no maximum, or a decorator no type
 */
export async function createSchema(
  resolvers: readonly object[],
  subscribe: Subscribe = nothing,
): Promise<GraphQLSchema> {
  const instances = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]));
  const schema = await buildSchema({
    resolvers: [...instances.keys()] as unknown as BuildSchemaOptions['resolvers'],
    container: { get: (type) => instances.get(type) },
    pubSub: toPubSub(subscribe),
    validate: { forbidUnknownValues: false },
  });
  return enforceAccessRules(enforceInputLimits(schema));
}

/** For a schema whose subscriptions, if any, name their own source. */
const nothing: Subscribe = (topic) => {
  throw new Error(`There are no subscriptions to "${topic}"`);
};

/** Events come from the database, so that they cross processes: nothing is published within this one. */
const toPubSub = (subscribe: Subscribe): PubSub => ({
  subscribe: (topic, id) => subscribe(topic, String(id)),
  publish: (topic) => {
    throw new Error(`Nothing is published to "${topic}" within the process`);
  },
});
