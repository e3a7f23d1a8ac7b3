import type { FastifyInstance } from 'fastify';
import { invalidInput } from '../../errors/domain-error.js';
import { parseDeepExactJson } from '../../json/index.js';

/**
 * Makes the routes of a plugin read bodies as JSON in which no number loses a digit, as ids need it; members named
 * `__proto__` are dropped. A body may be nested to any depth.
 */
export function readExactJson(app: FastifyInstance, contentTypes: readonly string[]): void {
  app.addContentTypeParser(
    [...contentTypes],
    { parseAs: 'string' },
    async (_request: unknown, text: string) => jsonOf(text),
  );
}

function jsonOf(text: string): unknown {
  try {
    return parseDeepExactJson(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidInput('The body is not valid JSON');
  }
}
