import { type DocumentNode, parseConstValue, print, type VariableDefinitionNode, visit } from 'graphql';

/** Fields of inputs whose texts are names of an enum, which GraphQL writes without quotation marks. */
const ENUM_FIELDS: ReadonlySet<string> = new Set(['kind', 'alternative']);

/**
 * A query as one text that answers the same wherever it is sent: its variables are the defaults of their definitions,
 * so that a program can send others.
 */
export const queryText = (document: DocumentNode, variables: Readonly<Record<string, unknown>>): string =>
  print(
    visit(document, {
      VariableDefinition: (definition) => withDefault(definition, variables[definition.variable.name.value]),
    }),
  );

function withDefault(definition: VariableDefinitionNode, value: unknown): VariableDefinitionNode {
  if (value === undefined) return definition;
  return { ...definition, defaultValue: parseConstValue(literal(value)) };
}

/** A value as GraphQL writes it. */
function literal(value: unknown, field = ''): string {
  if (Array.isArray(value)) return `[${value.map((entry) => literal(entry)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return `{${entries.map(([name, entry]) => `${name}: ${literal(entry, name)}`).join(', ')}}`;
  }
  return typeof value === 'string' && ENUM_FIELDS.has(field) ? value : JSON.stringify(value);
}
