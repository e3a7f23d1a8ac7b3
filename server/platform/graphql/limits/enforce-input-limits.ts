import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { invalidInput } from '../../errors/domain-error.js';
import type { Context } from '../context.js';
import { runBefore } from '../run-before.js';
import { BOUNDED } from '../scalars.js';
import { type Bounds, boundsWords, isWithin } from './bounds.js';
import { type Input, isList, type Limits, limitsOf, statedLimits } from './limited.js';

/**
 * Refuses what is longer than its limit before a resolver sees it, with INVALID_INPUT that names the place, e.g.
 * `input.events[3].visitor must have at most 255 characters`; writes the limits into the descriptions.
 *
 * @throws {Error} at start-up, naming every text or list that a caller may send without a maximum
 */
export function enforceInputLimits(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const unlimited = types.flatMap((type) => inputsOf(type).filter(([, input]) => isUnlimited(input)));
  if (unlimited.length > 0) {
    throw new Error(`Arguments without a maximum: ${unlimited.map(([place]) => place).join(', ')}`);
  }
  for (const [, input] of types.flatMap(inputsOf)) describe(input);
  for (const field of types.flatMap(fieldsOf)) guard(field);
  return schema;
}

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

const FIXED_SIZE: readonly string[] = ['Int', 'Float', 'Boolean'];

function isUnlimited(input: Input): boolean {
  const { items, length } = limitsOf(input);
  const named = getNamedType(input.type);
  const isBounded = !isScalarType(named) || FIXED_SIZE.includes(named.name) || named.extensions[BOUNDED];
  return (isList(input.type) && !items) || !(isBounded || length);
}

function describe(input: Input): void {
  const { items, length } = statedLimits(input);
  const characters = length && boundsWords(length, 'characters');
  const entries = items && boundsWords(items, 'entries');
  const words = entries && characters ? `${entries}, each of ${characters}` : (entries ?? characters);
  if (!words) return;
  const sentence = `${words[0]!.toUpperCase()}${words.slice(1)}.`;
  input.description = input.description ? `${input.description} ${sentence}` : sentence;
}

/** What passed its limit, and where below the checked value. */
interface Excess {
  readonly path: string;
  readonly words: string;
}

type Check = (value: unknown) => Excess | null;

function guard(field: Field): void {
  const checks = field.args.flatMap((arg) => {
    const check = checkOf(arg.type, limitsOf(arg));
    return check ? [[arg.name, check] as const] : [];
  });
  if (checks.length === 0) return;
  runBefore(field, (args) => {
    for (const [name, check] of checks) {
      const excess = check(args[name]);
      if (excess) throw invalidInput(`${name}${excess.path} must have ${excess.words}`);
    }
  });
}

/** Null where nothing needs to be looked at. */
function checkOf(type: GraphQLInputType, limits: Limits): Check | null {
  if (isNonNullType(type)) return checkOf(type.ofType, limits);
  if (isListType(type)) return listCheck(limits.items!, checkOf(type.ofType, limits));
  if (isInputObjectType(type)) return objectCheck(type);
  return limits.length ? textCheck(limits.length) : null;
}

function textCheck(length: Bounds): Check {
  const words = boundsWords(length, 'characters');
  return (value) =>
    typeof value !== 'string' || isWithin(length, value.length) ? null : { path: '', words };
}

function listCheck(items: Bounds, check: Check | null): Check {
  const words = boundsWords(items, 'entries');
  return (value) => {
    if (!Array.isArray(value)) return null;
    if (!isWithin(items, value.length)) return { path: '', words };
    for (const [index, entry] of check ? value.entries() : []) {
      const excess = check!(entry);
      if (excess) return { ...excess, path: `[${index}]${excess.path}` };
    }
    return null;
  };
}

/** Finds out what to check when a value comes, since input types may hold each other. */
function objectCheck(type: GraphQLInputObjectType): Check {
  let checks: readonly (readonly [string, Check])[] | undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return null;
    checks ??= Object.values(type.getFields()).flatMap((field) => {
      const check = checkOf(field.type, limitsOf(field));
      return check ? [[field.name, check] as const] : [];
    });
    for (const [name, check] of checks) {
      const excess = check((value as Readonly<Record<string, unknown>>)[name]);
      if (excess) return { ...excess, path: `.${name}${excess.path}` };
    }
    return null;
  };
}
