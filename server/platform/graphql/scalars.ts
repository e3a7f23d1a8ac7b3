import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate, GraphQLSafeInt } from 'graphql-scalars';
import { plainDecimal } from '../json/index.js';
import { instantOf } from '../time/instants.js';

/** Characters of the longest text that any of these scalars is read from. */
const MAX_SCALAR_LENGTH = 100;

/** Digits of a decimal number that every number keeps. */
const EXACT_DIGITS = 15;

/** The extension of a scalar that refuses long texts by itself. */
export const BOUNDED = 'bounded';

/** An instant; a `Date` in the server, read as every other door reads times. A day alone is none: it begins when its time zone says. */
export const DateTime = bounded(
  new GraphQLScalarType<Date, string>({
    ...GraphQLDateTimeISO.toConfig(),
    name: 'DateTime',
    description: 'An instant in ISO 8601, e.g. 2026-01-31T09:30:00.000Z; UTC if it has no time zone.',
    parseValue: instantFrom,
    parseLiteral: (node) => instantFrom(node.kind === Kind.STRING ? node.value : null),
  }),
);

function instantFrom(value: unknown): Date {
  const instant = typeof value === 'string' && value.includes(':') ? instantOf(value) : null;
  if (instant === null)
    throw new GraphQLError('DateTime must be a time in ISO 8601 such as "2026-01-31T09:30:00Z"');
  return new Date(instant);
}

/** A day of the calendar; the same `YYYY-MM-DD` string in the server, so that no time zone can shift it. */
export const Day = bounded(
  new GraphQLScalarType({
    ...GraphQLLocalDate.toConfig(),
    name: 'Date',
    description: 'A day in ISO 8601, e.g. 2026-01-31, in the time zone of the workspace.',
  }),
);

/** A whole number beyond 32 bits, up to 2^53 - 1: counts and minor units of a currency. */
export const SafeInt = bounded(
  new GraphQLScalarType({
    ...GraphQLSafeInt.toConfig(),
    name: 'SafeInt',
    description: 'A whole number between -(2^53 - 1) and 2^53 - 1.',
  }),
);

/** An amount in major units as the caller wrote it; a text in the server, so that no digit gets lost. */
export const Decimal = bounded(
  new GraphQLScalarType<string>({
    name: 'Decimal',
    description: `A decimal number such as 19.99, as a number of at most ${EXACT_DIGITS} digits or a text of at most ${MAX_SCALAR_LENGTH} characters. Its point is always a decimal point: 1.299 is less than 2.`,
    parseValue: decimalText,
    parseLiteral: (node) =>
      decimalText(
        node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : null,
      ),
  }),
);

function decimalText(value: unknown): string {
  if (typeof value === 'string' && /^[+-]?\d+(\.\d*)?$/.test(value.trim())) return value.trim();
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new GraphQLError('Decimal must be a number or a text such as "19.99"');
  const plain = plainDecimal(String(value));
  if (plain.replace(/^-?[0.]*|\.(?=\d)/g, '').length > EXACT_DIGITS)
    throw new GraphQLError(`Decimal of more than ${EXACT_DIGITS} digits: send it as a text such as "19.99"`);
  return plain;
}

/** The scalar, which looks at no text that is too long for any of its values. */
function bounded<Internal, External>(scalar: GraphQLScalarType<Internal, External>) {
  const { parseValue, parseLiteral, ...config } = scalar.toConfig();
  const refuseLong = (text: unknown) => {
    if (typeof text === 'string' && text.length > MAX_SCALAR_LENGTH)
      throw new GraphQLError(`${config.name} has at most ${MAX_SCALAR_LENGTH} characters`);
  };
  return new GraphQLScalarType<Internal, External>({
    ...config,
    extensions: { ...config.extensions, [BOUNDED]: true },
    parseValue(value) {
      refuseLong(value);
      return parseValue(value);
    },
    parseLiteral(node: ValueNode, variables) {
      refuseLong('value' in node ? node.value : null);
      return parseLiteral(node, variables);
    },
  });
}
