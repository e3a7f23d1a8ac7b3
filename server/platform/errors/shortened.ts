/** Characters of a message that anyone is answered, whatever a sender made it quote. */
const MAX_MESSAGE_LENGTH = 1_000;
/** Faults that one message names. */
export const MAX_SENTENCES = 5;
const MAX_SENTENCE_LENGTH = 180;

/** The text without its middle where it is too long: what a message quotes stands there, and its point at an end. */
export function shortened(text: string, length = MAX_MESSAGE_LENGTH): string {
  if (text.length <= length) return text;
  const half = Math.floor((length - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

/** The first few sentences as one message, and whether there are more. */
export function firstSentences(sentences: readonly string[]): string {
  const first = sentences.slice(0, MAX_SENTENCES).map((sentence) => shortened(sentence, MAX_SENTENCE_LENGTH));
  return [...first, ...(sentences.length > MAX_SENTENCES ? ['and more'] : [])].join('; ');
}
