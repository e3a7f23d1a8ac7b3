import { expect, it } from '@jest/globals';
import { compactTokenizer } from '../../../../../server/perfusion/data/tokenizer/compact-tokenizer.js';

const PHRASES = ['a red dress', 'a blue dress', "a women's coat, 2 pockets"];
const tokenizer = compactTokenizer(PHRASES, { context: 10, overflow: 'refuse' });

it('gives one id a word, unknown first, then words in order, start, and end last', () => {
  // , | 's | 2 | a | blue | coat | dress | pockets | red | women
  const words = ["'s", ',', '2', 'a', 'blue', 'coat', 'dress', 'pockets', 'red', 'women'];

  expect(tokenizer.vocabulary).toBe(13);
  expect(words.map((word) => tokenizer.ids(word))).toEqual(words.map((_, i) => [i + 1]));
  expect([...tokenizer.encode('A  Blue\tdress')]).toEqual([11, 4, 5, 7, 12, 12, 12, 12, 12, 12]);
});

it('does not depend on the order of the phrases', () => {
  expect(compactTokenizer([...PHRASES].reverse()).definition).toEqual(tokenizer.definition);
});

it('lists the words it does not know, and gives them one id', () => {
  expect(tokenizer.unknownWords('a Green dress for a dressy red-green party')).toEqual([
    'green',
    'for',
    'dressy',
    '-',
    'party',
  ]);
  expect(tokenizer.ids('dressy red')).toEqual([0, 9]);
  expect(tokenizer.unknownWords("a women's red coat")).toEqual([]);
});

it('refuses an overlong prompt with the number of tokens', () => {
  expect(() => tokenizer.encode('a red dress a red dress a red dress')).toThrow(
    'The prompt has 9 tokens, but at most 8 fit',
  );
});
