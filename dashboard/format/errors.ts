import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** What went wrong, for a person: the title says what, the hint says what to do. */
export interface ErrorWords {
  readonly title: string;
  readonly hint: string;
}

const HINTS: Record<string, ErrorWords> = {
  UNAUTHENTICATED: { title: 'You are signed out', hint: 'Sign in again to go on where you were.' },
  FORBIDDEN: {
    title: 'Your role may not do this',
    hint: 'An administrator can change your role in Settings.',
  },
  NOT_FOUND: { title: 'There is no such thing here', hint: 'It may be in another workspace, or gone.' },
  RATE_LIMITED: { title: 'Too many requests', hint: 'Wait a minute, then try again.' },
  CONFLICT: { title: 'This is taken or has changed', hint: 'Load the page again and look at what is there.' },
  INVALID_INPUT: { title: 'The server could not accept this', hint: 'Correct it and try again.' },
};

const UNREACHABLE: ErrorWords = {
  title: 'The server cannot be reached',
  hint: 'Check that Toile is running, then try again.',
};
const UNAVAILABLE: ErrorWords = {
  title: 'The server is not ready',
  hint: 'Its database may be starting. Try again in a few seconds.',
};
const DEFECT: ErrorWords = {
  title: 'Something went wrong on the server',
  hint: 'The details are in the server log. Trying again may help.',
};

const SERVICE_UNAVAILABLE = 503;

/** The code of a failed GraphQL request, or null where no GraphQL answer came. */
export function errorCode(error: unknown): string | null {
  if (!CombinedGraphQLErrors.is(error)) return null;
  const code = error.errors[0]?.extensions?.code;
  return typeof code === 'string' ? code : null;
}

/** Words for any failure of a request. The server's own sentence is the hint where it wrote one. */
export function errorWords(error: unknown): ErrorWords {
  if (CombinedGraphQLErrors.is(error)) {
    const known = HINTS[errorCode(error) ?? ''];
    return known ? { title: known.title, hint: error.errors[0]?.message ?? known.hint } : DEFECT;
  }
  if (ServerError.is(error)) return error.statusCode === SERVICE_UNAVAILABLE ? UNAVAILABLE : DEFECT;
  return UNREACHABLE;
}

/** What the server says of these names what was wrong and needs no title. */
const STANDS_ALONE: ReadonlySet<string> = new Set(['INVALID_INPUT', 'NOT_FOUND']);

/** One sentence for any failure, for a form or a notification. */
export const errorSentence = (error: unknown): string => {
  const { title, hint } = errorWords(error);
  return STANDS_ALONE.has(errorCode(error) ?? '') ? hint : `${title}. ${hint}`;
};
