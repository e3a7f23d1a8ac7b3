import { defaultFieldResolver, type GraphQLField } from 'graphql';
import type { Context } from './context.js';

type Arguments = Readonly<Record<string, unknown>>;

/** Runs a check before a field is resolved or subscribed to; what it throws is the field's error. */
export function runBefore(
  field: GraphQLField<unknown, Context>,
  check: (args: Arguments, context: Context) => void,
): void {
  const { resolve = defaultFieldResolver, subscribe } = field;
  field.resolve = (source, args, context, info) => {
    check(args, context);
    return resolve(source, args, context, info);
  };
  if (subscribe) {
    field.subscribe = (source, args, context, info) => {
      check(args, context);
      return subscribe(source, args, context, info);
    };
  }
}
