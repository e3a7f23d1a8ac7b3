/** Every way a request can fail that the caller could have avoided. */
export type ErrorCode =
  | 'NOT_FOUND'
  | 'INVALID_INPUT'
  | 'CONFLICT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'RATE_LIMITED';

/** What a client may know of a failure beside its code, so that it need not read the sentence. */
interface ErrorFacts {
  /** Of a FORBIDDEN: whoever has one of these roles may do it. */
  readonly roles?: readonly string[];
  /** Of a NOT_FOUND by its id: the type of what does not exist, `Store`, say. */
  readonly entity?: string;
}

/**
 * A failure that is safe to show to the caller. Anything else that is thrown is
 * a defect: it is logged in full and leaves the server as INTERNAL_SERVER_ERROR.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
    readonly facts: ErrorFacts = {},
  ) {
    super(message, options);
  }
}

export const notFound = (entity: string, id: string) =>
  new DomainError('NOT_FOUND', `${entity} ${id} does not exist`, undefined, { entity });

export const invalidInput = (message: string) => new DomainError('INVALID_INPUT', message);

export const conflict = (message: string, options?: ErrorOptions) =>
  new DomainError('CONFLICT', message, options);

export const unauthenticated = (message = 'Sign in, or send an API key as "Authorization: Bearer KEY"') =>
  new DomainError('UNAUTHENTICATED', message);

export const forbidden = (message: string, facts?: Pick<ErrorFacts, 'roles'>) =>
  new DomainError('FORBIDDEN', message, undefined, facts);

export const rateLimited = (message: string) => new DomainError('RATE_LIMITED', message);
