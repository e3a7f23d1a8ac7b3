/** The distance grows with both lengths: a longer text is not compared. */
const MAX_COMPARED_LENGTH = 50;

/**
 * The name a person probably meant: within a third of its length in edits, letter case and punctuation aside.
 *
 * @returns null also for a text of more than 50 characters
 */
export function nearestName(typed: string, names: readonly string[]): string | null {
  if (typed.length > MAX_COMPARED_LENGTH) return null;
  const wanted = plain(typed);
  const limit = Math.min(typed.length - 1, Math.ceil(typed.length / 3));
  const [best] = names
    .map((name) => ({ name, text: plain(name) }))
    .filter(({ text }) => Math.abs(text.length - wanted.length) <= limit) // else the distance is larger
    .map(({ name, text }) => ({ name, distance: editDistance(wanted, text) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return best?.name ?? null;
}

/** Letters and digits in lower case: `Store_Name` and `store name` are the same word. */
export const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Levenshtein's distance: insertions, deletions and replacements that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = previous[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}
