import type { Arbitrary } from 'fast-check';
import { inJson } from './values.js';

/** One HTTP request of the fuzz; its sender's credentials are added. */
export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** One way in, with a generator of what strangers and clients may send there. */
export interface Door {
  readonly name: string;
  /** The product's own server, or the one that serves models. */
  readonly server: 'product' | 'inference';
  /** Out of all inputs. */
  readonly share: number;
  /** Who gets furthest here, and so sends every other request. */
  readonly mainSender: 'administrator' | 'eventsKey' | 'inferenceKey';
  readonly requests: Arbitrary<FuzzRequest>;
}

/** A request with a JSON body. */
export const jsonRequest = (path: string, body: unknown): FuzzRequest => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : inJson(body),
});
