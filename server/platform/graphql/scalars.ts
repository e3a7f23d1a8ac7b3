import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate, GraphQLSafeInt } from 'graphql-scalars';

/** An instant; a `Date` in the server. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'An instant in ISO 8601, e.g. 2026-01-31T09:30:00.000Z.',
});

/** A day of the calendar; the same `YYYY-MM-DD` string in the server, so that no time zone can shift it. */
export const Day = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A day in ISO 8601, e.g. 2026-01-31, in the time zone of the workspace.',
});

/** A whole number beyond 32 bits, up to 2^53 - 1: counts and minor units of a currency. */
export const SafeInt = new GraphQLScalarType({
  ...GraphQLSafeInt.toConfig(),
  name: 'SafeInt',
  description: 'A whole number between -(2^53 - 1) and 2^53 - 1.',
});
