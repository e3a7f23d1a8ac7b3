import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import { type AccessRule, authorize } from '../access/authorize.js';
import { runBefore } from './run-before.js';

/**
 * States who may read an object type or use a field. A field without a rule of its own has its type's;
 * root fields always need their own. `enforceAccessRules` refuses a schema where one is missing.
 */
export const Access = (rule: AccessRule) => Extensions({ access: rule });

/**
 * Denies by default: every field of every object type answers only the viewers its rule names.
 *
 * @throws {Error} at start-up, naming every field that has no rule
 */
export function enforceAccessRules(schema: GraphQLSchema): GraphQLSchema {
  const unruled = objectTypes(schema).flatMap((type) => guardType(schema, type));
  if (unruled.length > 0) throw new Error(`Fields without an access rule: ${unruled.join(', ')}`);
  return schema;
}

const objectTypes = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
  );

function guardType(schema: GraphQLSchema, type: GraphQLObjectType): string[] {
  const isRoot = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(
    type,
  );
  const unruled: string[] = [];
  for (const field of Object.values(type.getFields())) {
    const rule = ruleOf(field) ?? (isRoot ? undefined : ruleOf(type));
    if (!rule) {
      unruled.push(`${type.name}.${field.name}`);
      continue;
    }
    runBefore(field, (_args, { viewer }) => authorize(viewer, rule));
  }
  return unruled;
}

/** The rule a field or type states itself. */
export const ruleOf = ({ extensions }: { extensions: Readonly<Record<string, unknown>> }) =>
  extensions.access as AccessRule | undefined;
