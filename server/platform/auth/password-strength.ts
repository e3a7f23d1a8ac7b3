import { createRequire } from 'node:module';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { invalidInput } from '../errors/domain-error.js';

/** Of 4; from 3 on a guesser needs some hundred million tries, more than the limits of attempts allow in years. */
const MINIMUM_SCORE = 3;
/** Characters that are rated: the work grows faster than their number, and the rest only adds. */
const MAX_RATED_LENGTH = 72;

/** Whose password it is. */
export interface PasswordOwner {
  readonly email: string;
  readonly name: string;
}

/** @throws {DomainError} INVALID_INPUT for a password that is easy to guess, with the reason */
export function refuseWeakPassword(password: string, owner: PasswordOwner): void {
  const { score, feedback } = rating().check(password.slice(0, MAX_RATED_LENGTH), wordsAbout(owner));
  if (score >= MINIMUM_SCORE) return;
  const reason = REASONS[feedback.warning ?? ''] ?? 'it is made of common words or patterns';
  throw invalidInput(`This password is easy to guess because ${reason}: use four or more unrelated words`);
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
  return new core.ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
}

/** What a guesser who knows the person tries first. */
const wordsAbout = ({ email, name }: PasswordOwner): string[] =>
  [email, name, 'toile', ...email.split('@'), ...`${email} ${name}`.split(/[^\p{L}\p{N}]+/u)].filter(
    (word) => word !== '',
  );
