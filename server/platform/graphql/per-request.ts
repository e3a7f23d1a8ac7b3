import type { Context } from './context.js';

/** Makes one value per request, e.g. a DataLoader, keyed by the request's context. */
export function perRequest<T extends object>(create: (context: Context) => T): (context: Context) => T {
  const values = new WeakMap<Context, T>();
  return (context) => {
    const value = values.get(context) ?? create(context);
    values.set(context, value);
    return value;
  };
}
