import { DomainError } from '../errors/domain-error.js';

/** An error as it crosses between threads, which would lose its class. */
export interface CrossingError {
  /** Null for a defect. */
  readonly domain: Pick<DomainError, 'code' | 'facts'> | null;
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** The thread is of no more use. */
  readonly fatal: boolean;
}

/** What WebAssembly throws when its memory is exhausted or broken: a module can do nothing after it. */
const TRAP = 'RuntimeError';

export function toCrossing(thrown: unknown): CrossingError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack } = error;
  const domain = error instanceof DomainError ? { code: error.code, facts: error.facts } : null;
  return { domain, name, message, stack, fatal: name === TRAP };
}

/** Rebuilds the error on the calling thread: a `DomainError`, or a defect with its name and the stack of the thread. */
export function fromCrossing({ domain, name, message, stack }: CrossingError): Error {
  if (domain) return new DomainError(domain.code, message, undefined, domain.facts);
  return Object.assign(new Error(message), { name, stack });
}
