import { createRequire } from 'node:module';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { invalidInput } from '../errors/domain-error.js';
import { personalParts, withoutParts } from './personal-parts.js';

/** Of 4; from 3 on a guesser needs some hundred million tries, more than the limits of attempts allow in years. */
const MIN_SCORE = 3;
/**
 * Characters that are rated, and ways to read lookalikes as letters that are tried: with these the worst password takes
 * some tens of milliseconds, in which the process does nothing else. The other characters can only add.
 */
const MAX_RATED_LENGTH = 32;
const MAX_SUBSTITUTIONS = 10;

/** Whose password it is. */
export interface PasswordOwner {
  readonly email: string;
  readonly name: string;
}

/**
 * Rates a password, and what is left of it without the names of its owner: a guesser who knows the person tries these
 * first, in any order.
 *
 * @throws {DomainError} INVALID_INPUT for a password that is easy to guess, with the reason
 */
export function refuseWeakPassword(password: string, { email, name }: PasswordOwner): void {
  const [mailbox = '', domain = ''] = email.split('@');
  const parts = personalParts([name, mailbox, domain, 'toile']);
  const { score, feedback } = rate(password, [email.toLowerCase(), ...parts]);
  if (score < MIN_SCORE) throw easyToGuess(feedback.warning);
  const rest = withoutParts(password, parts);
  if (rest !== null && rate(rest, []).score < MIN_SCORE) throw easyToGuess('userInputs');
}

const rate = (password: string, words: string[]) =>
  rating().check(password.slice(0, MAX_RATED_LENGTH), words);

function easyToGuess(warning: string | null): Error {
  const reason = REASONS[warning ?? ''] ?? 'it is made of common words or patterns';
  return invalidInput(`This password is easy to guess because ${reason}: use four or more unrelated words`);
}

/** By the keys that the library names its warnings with. */
const REASONS: Readonly<Record<string, string>> = {
  straightRow: 'its characters are neighbours on a keyboard',
  keyPattern: 'its characters are neighbours on a keyboard',
  simpleRepeat: 'it repeats itself',
  extendedRepeat: 'it repeats itself',
  sequences: 'it is a sequence such as abcd or 1234',
  recentYears: 'it contains a year',
  dates: 'it contains a date',
  topTen: 'it is one of the most common passwords',
  topHundred: 'it is one of the most common passwords',
  common: 'it is a common password',
  similarToCommon: 'it resembles a common password',
  userInputs: 'it contains your name, your e-mail address or the name of this product',
};

let loaded: ZxcvbnFactory | undefined;

/** With the first password that is chosen: the dictionaries take a tenth of a second and some megabytes. */
function rating(): ZxcvbnFactory {
  loaded ??= load();
  return loaded;
}

function load(): ZxcvbnFactory {
  const require = createRequire(import.meta.url);
  const core: typeof import('@zxcvbn-ts/core') = require('@zxcvbn-ts/core');
  const common: typeof import('@zxcvbn-ts/language-common') = require('@zxcvbn-ts/language-common');
  return new core.ZxcvbnFactory({
    dictionary: common.dictionary,
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: MAX_SUBSTITUTIONS,
  });
}
