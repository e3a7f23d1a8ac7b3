import { shownNumber } from '../platform/errors/index.js';

const MAX_SHOWN_LENGTH = 80;
const MAX_SHOWN_NAMES = 20;

/** So many things in words: `1 row`, `1,204 rows`. */
export const counted = (count: number, noun: string): string =>
  `${shownNumber(count)} ${noun}${count === 1 ? '' : 's'}`;

/** The beginning of a text that came from outside, e.g. for a sentence: cut at a character, with an ellipsis. */
export function beginningOf(text: string, length = MAX_SHOWN_LENGTH): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}

/** The first 20 names, each shortened, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_SHOWN_NAMES).map((name) => beginningOf(name));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** How sentences name an import. */
export const importName = (fileName: string, startedAt: Date): string =>
  `"${beginningOf(fileName)}" (imported ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC)`;
