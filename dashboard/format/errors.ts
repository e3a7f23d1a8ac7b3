import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { ROLE_NAMES } from './words.js';

/** What went wrong, for a person: the title says what, the hint says what to do. */
export interface ErrorWords {
  readonly title: string;
  readonly hint: string;
}

const RATE_LIMITED: ErrorWords = { title: 'Too many requests', hint: 'Wait a minute, then try again.' };

const HINTS: Record<string, ErrorWords> = {
  UNAUTHENTICATED: { title: 'You are signed out', hint: 'Sign in again to go on where you were.' },
  FORBIDDEN: {
    title: 'Your role may not do this',
    hint: 'An administrator can change your role in Settings.',
  },
  NOT_FOUND: {
    title: 'Not found',
    hint: 'It may have been deleted, or it belongs to another workspace. Go back to the list it was in.',
  },
  RATE_LIMITED,
  TIMEOUT: { title: 'This took too long', hint: 'Ask for less, or try again later.' },
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

/** By the status of an answer that is not GraphQL's own; 502 and 504 come from a proxy that reaches no server. */
const BY_STATUS: Readonly<Record<number, ErrorWords>> = {
  429: RATE_LIMITED,
  502: UNREACHABLE,
  503: UNAVAILABLE,
  504: UNREACHABLE,
};

/** The code of a failed GraphQL request, or null where no GraphQL answer came. */
export function errorCode(error: unknown): string | null {
  const code = factsOf(error).code;
  return typeof code === 'string' ? code : null;
}

/** The type of what does not exist, e.g. `Store`; null for any other failure. */
export function missingEntity(error: unknown): string | null {
  const { entity } = factsOf(error);
  return errorCode(error) === 'NOT_FOUND' && typeof entity === 'string' ? entity : null;
}

/** True if the server refused a request because too many came before it. */
export const isRateLimited = (error: unknown): boolean =>
  errorCode(error) === 'RATE_LIMITED' || (ServerError.is(error) && error.statusCode === 429);

/** What the server says of a failure in addition to its sentence; nothing if no GraphQL answer came. */
const factsOf = (error: unknown): Readonly<Record<string, unknown>> =>
  (CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions) || {};

/** Words for any failure of a request. The server's own sentence is the hint where it wrote one. */
export function errorWords(error: unknown): ErrorWords {
  if (isRefusedWhateverTheRole(error))
    return { title: 'This is not allowed', hint: error.errors[0]!.message };
  if (CombinedGraphQLErrors.is(error)) return codeWords(errorCode(error), sentenceOf(error)) ?? DEFECT;
  if (ServerError.is(error)) return BY_STATUS[error.statusCode] ?? DEFECT;
  return UNREACHABLE;
}

/** A refusal that another role would get too, e.g. of a wrong password. */
const isRefusedWhateverTheRole = (error: unknown): error is CombinedGraphQLErrors =>
  CombinedGraphQLErrors.is(error) && errorCode(error) === 'FORBIDDEN' && factsOf(error).roles === undefined;

function codeWords(code: string | null, sentence: string | undefined): ErrorWords | undefined {
  const known = HINTS[code ?? ''];
  return known && { title: known.title, hint: sentence ?? known.hint };
}

/** Words for an answer outside GraphQL that says no; its code and sentence are absent if a proxy gave it. */
export const refusalWords = (status: number, code: string | null, sentence?: string): ErrorWords =>
  codeWords(code, sentence) ?? BY_STATUS[status] ?? DEFECT;

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** The server's sentence in the words of people; undefined where it says nothing that the hint does not. */
function sentenceOf(error: CombinedGraphQLErrors): string | undefined {
  const { entity, roles } = factsOf(error);
  if (entity !== undefined) return undefined; // it names the thing as programs do
  if (!Array.isArray(roles)) return error.errors[0]?.message;
  return `This is for the role${roles.length > 1 ? 's' : ''} ${LIST.format(roles.map(roleName))}.`;
}

const roleName = (role: string): string => (ROLE_NAMES as Record<string, string | undefined>)[role] ?? role;

/** What the server says of these names what was wrong and needs no title. */
const STANDS_ALONE: ReadonlySet<string> = new Set(['INVALID_INPUT', 'NOT_FOUND', 'FORBIDDEN']);

/** One sentence for any failure, for a form or a notification. */
export const errorSentence = (error: unknown): string => {
  const { title, hint } = errorWords(error);
  const isOfServer = CombinedGraphQLErrors.is(error) && error.errors[0]?.message === hint;
  return isOfServer && STANDS_ALONE.has(errorCode(error) ?? '') ? hint : `${title}. ${hint}`;
};
