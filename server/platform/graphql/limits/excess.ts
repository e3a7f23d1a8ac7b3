import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { type Range, rangeFault } from '../../../random/index.js';
import { type Bounds, boundsWords, isWithin } from '../../limits/bounds.js';
import { type Limits, limitsOf, numberKindOf } from './limited.js';

/** Says of the arguments of a field what passes its limit; null if nothing does. */
export type ArgumentsCheck = (args: Readonly<Record<string, unknown>>) => string | null;

/**
 * The check of a field's arguments, which says e.g. `input.events[3].visitor must have at most 255 characters` or
 * `input.seed must be a whole number from 0 to 4,294,967,295, not -1`. It takes them as they came or as their types;
 * null if the field has none that need it.
 */
export function argumentsCheckOf<Context>({ args }: GraphQLField<unknown, Context>): ArgumentsCheck | null {
  const checks = args.flatMap((arg) => {
    const check = checkOf(arg.type, limitsOf(arg));
    return check ? [[arg.name, check] as const] : [];
  });
  if (checks.length === 0) return null;
  return (values) => {
    for (const [name, check] of checks) {
      const excess = check(values[name]);
      if (excess) return `${name}${excess.path} ${excess.fault}`;
    }
    return null;
  };
}

/** What passed its limit, and where below the checked value. */
interface Excess {
  readonly path: string;
  /** Completes the sentence that begins with the place. */
  readonly fault: string;
}

type Check = (value: unknown) => Excess | null;

/** Null where nothing needs to be looked at. */
function checkOf(type: GraphQLInputType, limits: Limits): Check | null {
  if (isNonNullType(type)) return checkOf(type.ofType, limits);
  if (isListType(type)) return listCheck(limits.items!, checkOf(type.ofType, limits));
  if (isInputObjectType(type)) return objectCheck(type);
  if (limits.range) return limits.byRow ? null : numberCheck(type, limits.range);
  return limits.length ? textCheck(limits.length) : null;
}

function numberCheck(type: GraphQLInputType, range: Range): Check {
  const kind = numberKindOf(type) ?? 'number';
  return (value) => {
    const fault = typeof value === 'number' ? rangeFault(value, kind, range) : null;
    return fault === null ? null : { path: '', fault };
  };
}

/** An id may be sent as a number, which by then may have lost digits: it would be the id of something else. */
const LOST_DIGITS = {
  path: '',
  fault: 'is a number with more digits than a number keeps: send it as a text',
};

function textCheck(length: Bounds): Check {
  const fault = `must have ${boundsWords(length, 'characters')}`;
  return (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      return LOST_DIGITS;
    return typeof value !== 'string' || isWithin(length, value.length) ? null : { path: '', fault };
  };
}

/** GraphQL takes one value for a list of one. */
function listCheck(items: Bounds, check: Check | null): Check {
  const fault = `must have ${boundsWords(items, 'entries')}`;
  return (value) => {
    if (!Array.isArray(value)) return check?.(value) ?? null;
    if (!isWithin(items, value.length)) return { path: '', fault };
    return check && firstExcess(value, check);
  };
}

function firstExcess(entries: readonly unknown[], check: Check): Excess | null {
  for (const [index, entry] of entries.entries()) {
    const excess = check(entry);
    if (excess) return { ...excess, path: `[${index}]${excess.path}` };
  }
  return null;
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
