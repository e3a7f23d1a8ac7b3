import { expect, it } from '@jest/globals';
import { shuffledPhrases } from '../../../../server/perfusion/training/shuffled-phrases.js';

const shuffled = (prompt: string, step: number) =>
  shuffledPhrases(prompt, { seed: 1, purpose: 'prompts', step });

it('keeps the phrases and changes their order, the same for the same step', () => {
  const orders = Array.from({ length: 20 }, (_, step) => shuffled('a dress,red , cotton', step));

  for (const order of orders) expect(order.split(', ').sort()).toEqual(['a dress', 'cotton', 'red']);
  expect(new Set(orders).size).toBeGreaterThan(3);
  expect(shuffled('a dress,red , cotton', 3)).toBe(orders[3]);
});

it('leaves prompts without commas as they are', () => {
  expect(shuffled('a red dress', 1)).toBe('a red dress');
  expect(shuffled('', 1)).toBe('');
});
