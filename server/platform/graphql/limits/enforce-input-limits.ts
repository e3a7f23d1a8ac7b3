import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { rangeWords } from '../../../random/index.js';
import { invalidInput } from '../../errors/domain-error.js';
import { boundsWords } from '../../limits/bounds.js';
import type { Context } from '../context.js';
import { runBefore } from '../run-before.js';
import { BOUNDED } from '../scalars.js';
import { type ArgumentsCheck, argumentsCheckOf } from './excess.js';
import { type Input, isList, limitsOf, numberKindOf, statedLimits } from './limited.js';

/**
 * Refuses what is longer than its limit before a resolver sees it, with INVALID_INPUT that names the place, e.g.
 * `input.events[3].visitor must have at most 255 characters`; writes the limits into the descriptions.
 *
 * @throws {Error} at start-up, naming every text or list without a maximum, and every number without a range, that a
 *   caller may send
 */
export function enforceInputLimits(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const unlimited = types.flatMap((type) => inputsOf(type).filter(([, input]) => isUnlimited(input)));
  if (unlimited.length > 0) {
    throw new Error(`Arguments without a limit: ${unlimited.map(([place]) => place).join(', ')}`);
  }
  for (const [, input] of types.flatMap(inputsOf)) describe(input);
  for (const field of types.flatMap(fieldsOf)) guard(field);
  return schema;
}

/** The extension that holds the check of a field's arguments. */
const CHECK = 'argumentsCheck';

/** The check of a field in a schema whose limits are enforced; null if its arguments need none. */
export const checkIn = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }) =>
  (extensions[CHECK] ?? null) as ArgumentsCheck | null;

type Field = GraphQLField<unknown, Context>;

const fieldsOf = (type: GraphQLNamedType): Field[] =>
  isObjectType(type) ? Object.values(type.getFields()) : [];

/** Everything that a caller may send to a type, by its place. */
function inputsOf(type: GraphQLNamedType): [string, Input][] {
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
  return fieldsOf(type).flatMap(({ name, args }) =>
    args.map((arg): [string, Input] => [`${type.name}.${name}(${arg.name})`, arg]),
  );
}

function isUnlimited(input: Input): boolean {
  const { items, length, range } = limitsOf(input);
  if (isList(input.type) && !items) return true;
  if (numberKindOf(input.type)) return !range;
  const named = getNamedType(input.type);
  return isScalarType(named) && named.name !== 'Boolean' && !named.extensions[BOUNDED] && !length;
}

function describe(input: Input): void {
  const { items, length, range } = statedLimits(input);
  const each = length ? `of ${boundsWords(length, 'characters')}` : range && rangeWords(range);
  const entries = items && boundsWords(items, 'entries');
  const words = entries && each ? `${entries}, each ${each}` : (entries ?? each?.replace(/^of /, ''));
  if (!words) return;
  const sentence = `${words[0]!.toUpperCase()}${words.slice(1)}.`;
  input.description = input.description ? `${input.description} ${sentence}` : sentence;
}

function guard(field: Field): void {
  const check = argumentsCheckOf(field);
  if (!check) return;
  field.extensions = { ...field.extensions, [CHECK]: check };
  runBefore(field, (args) => {
    const excess = check(args);
    if (excess) throw invalidInput(excess);
  });
}
