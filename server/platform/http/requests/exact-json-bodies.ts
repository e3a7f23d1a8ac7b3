import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidInput } from '../../errors/domain-error.js';
import { type JsonPath, parseDeepExactJson, repeatedNames } from '../../json/index.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a body that `readExactJson` read: what it gives two values, of which the last counts. */
    repeatedNames: Iterable<JsonPath>;
  }
}

/**
 * Makes the routes of a plugin read bodies as JSON in which no number loses a digit, as ids need it; members named
 * `__proto__` are dropped. A body may be nested to any depth.
 */
export function readExactJson(app: FastifyInstance, contentTypes: readonly string[]): void {
  app.decorateRequest('repeatedNames', null as never);
  app.addContentTypeParser(
    [...contentTypes],
    { parseAs: 'string' },
    async (request: FastifyRequest, written: string) => {
      const text = written.replace(/^\uFEFF/u, '');
      const value = jsonOf(text);
      request.repeatedNames = repeatedNames(text, value);
      return value;
    },
  );
}

function jsonOf(text: string): unknown {
  try {
    return parseDeepExactJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidInput('The body is not valid JSON');
  }
}
