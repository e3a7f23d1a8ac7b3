/** Characters; shorter parts occur in any text. */
const MIN_PART_LENGTH = 3;

/** Characters that people type in place of a letter. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'a4@',
  b: 'b8',
  e: 'e3',
  g: 'g69',
  i: 'i1!|',
  l: 'l1|',
  o: 'o0',
  s: 's5$',
  t: 't7+',
  z: 'z2',
};
/** How German spells these letters without their marks. */
const SPELLED_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** The parts of some names and e-mail addresses in lower case, alone and joined in either order. */
export function personalParts(texts: readonly string[]): string[] {
  const spellings = texts.flatMap((text) => [withoutMarks(text), withoutMarks(spelledOut(text))]);
  const parts = spellings.flatMap((text) => {
    const words = text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
    return [...words, words.join(''), words.toReversed().join('')];
  });
  return [...new Set(parts)].filter(({ length }) => length >= MIN_PART_LENGTH);
}

/** What people join words with; as easy to guess as the words. */
const JOINTS = /[\s._-]/g;

/**
 * What is left of a password without its personal parts, also if lookalikes stand in for their letters, and without
 * joints; null if it has no such part.
 */
export function withoutParts(password: string, parts: readonly string[]): string | null {
  const longestFirst = parts.toSorted((a, b) => b.length - a.length);
  const pattern = longestFirst.map((part) => [...part].map(classOf).join('')).join('|');
  const text = withoutMarks(password);
  const rest = text.replace(new RegExp(pattern, 'giu'), '');
  return rest === text ? null : rest.replace(JOINTS, '');
}

const classOf = (letter: string) => (LOOKALIKES[letter] ? `[${LOOKALIKES[letter]}]` : letter);
const withoutMarks = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '');
const spelledOut = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => SPELLED_OUT[letter] ?? letter);
