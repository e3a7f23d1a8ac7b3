import {
  type ConstDirectiveNode,
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLFloat,
  type GraphQLInputType,
  getDirectiveValues,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
} from 'graphql';
import { Directive } from 'type-graphql';
import type { NumberKind, Range } from '../../../random/index.js';
import { type Bounds, MAX_ID_LENGTH } from '../../limits/bounds.js';

/** Bounds of what a caller may send in one argument or input field. */
export interface Limits {
  /** Characters of a text, or of each text in a list. */
  readonly length?: Bounds;
  /** Entries of a list. */
  readonly items?: Bounds;
  /** What a number, or each number in a list, may be. */
  readonly range?: Range;
  /** Who reads the rows of a list refuses one whose number lies outside, and no other row with it. */
  readonly byRow?: boolean;
}

/**
 * States how much may be sent in an argument or a field of an input; descriptions in the schema say it too.
 * Every text, list and number needs it, except ids and lists of enum values, which have a maximum of their own.
 * It is a directive since inherited input fields keep those, but no extensions.
 *
 * @throws {Error} on a parameter: TypeGraphQL drops the directives of a field resolver's parameters, so that the limit
 *         would not hold; an argument states it in an `@ArgsType` class
 */
export function Limited({ length, items, range, byRow = false }: Limits): PropertyDecorator {
  const numbers = { ...named('Length', length), ...named('Items', items), ...named('Number', range) };
  const words = Object.entries({ ...numbers, byRow }).map(([name, value]) => `${name}: ${value}`);
  const directive = Directive(`@${LIMITED.name}(${words.join(', ')})`);
  return (target: object, property: string | symbol, parameter?: unknown) => {
    if (typeof parameter === 'number')
      throw new Error(`${String(property)}: state the limits of an argument in an @ArgsType class`);
    directive(target, property);
  };
}

const WHAT = ['Length', 'Items', 'Number'] as const;

const LIMITED = new GraphQLDirective({
  name: 'limited',
  locations: [DirectiveLocation.ARGUMENT_DEFINITION, DirectiveLocation.INPUT_FIELD_DEFINITION],
  args: {
    ...Object.fromEntries(
      WHAT.flatMap((what) => [`min${what}`, `max${what}`]).map((name) => [name, { type: GraphQLFloat }]),
    ),
    byRow: { type: GraphQLBoolean },
  },
});

const named = (what: (typeof WHAT)[number], bounds: Bounds | undefined) =>
  bounds && { [`min${what}`]: bounds.min ?? 0, [`max${what}`]: bounds.max };

/** An argument or an input field. */
export interface Input {
  readonly type: GraphQLInputType;
  description?: string | null | undefined;
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

export function statedLimits({ astNode }: Input): Limits {
  const stated = (astNode && getDirectiveValues(LIMITED, astNode)) ?? {};
  const [length, items, range] = WHAT.map((what) =>
    stated[`max${what}`] === undefined
      ? undefined
      : { min: Number(stated[`min${what}`]), max: Number(stated[`max${what}`]) },
  );
  return {
    ...(length && { length }),
    ...(items && { items }),
    ...(range && { range, byRow: stated.byRow === true }),
  };
}

/** The stated limits, else those that the type has by itself. */
export function limitsOf(input: Input): Limits {
  return { ...limitsOfType(input.type), ...statedLimits(input) };
}

function limitsOfType(type: GraphQLInputType): Limits {
  const named = getNamedType(type);
  if (named.name === 'ID') return { length: { max: MAX_ID_LENGTH } };
  return isEnumType(named) && isList(type) ? { items: { max: named.getValues().length } } : {};
}

/** What numbers of a type are; null for a type that is no number. */
export function numberKindOf(type: GraphQLInputType): NumberKind | null {
  const { name } = getNamedType(type);
  if (name === 'Float') return 'number';
  return name === 'Int' || name === 'SafeInt' ? 'whole number' : null;
}

export const isList = (type: GraphQLInputType): boolean =>
  isListType(type) || (isNonNullType(type) && isListType(type.ofType));
