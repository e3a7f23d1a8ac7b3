/** What programs write for a character that they could not read. */
export const LOST_CHARACTER = '\uFFFD';
const BROKEN_CHARACTER = /[\uFFFD\p{Surrogate}]/u;

/**
 * Whether a text holds half of a character, or the sign that stands for a lost one: it was cut within a character, or read
 * in another encoding, so that two ids could become one. PostgreSQL would store a half as that sign too.
 */
export const hasBrokenCharacter = (text: string): boolean => BROKEN_CHARACTER.test(text);
