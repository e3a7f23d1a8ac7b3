import { describe, expect, it } from '@jest/globals';
import { knowledgeWords, unheardWords } from '../../../../dashboard/models/drawn/knowledge-words.js';

describe('what a model knows of a store', () => {
  it('says that it learnt from the store, and which facts it uses', () => {
    const known = [
      { name: 'country', value: 'US' },
      { name: 'store', value: 'Fleurance' },
    ];

    expect(knowledgeWords(known, [])).toBe('It learnt from picks of this very store. It uses: country US.');
  });

  it('says that the store is new to it, and which facts it cannot use', () => {
    expect(knowledgeWords([], ['store', 'size'])).toBe(
      'It never saw a pick of this store. New to it, so not used: size.',
    );
  });
});

describe('what a model knows of a prompt', () => {
  it('names the words that change nothing', () => {
    expect(unheardWords(['tulle'], 'Atelier 2')).toBe(
      'Atelier 2 does not know “tulle”: this word changes nothing.',
    );
    expect(unheardWords(['tulle', 'lamé'], 'Atelier 2')).toBe(
      'Atelier 2 does not know “tulle”, “lamé”: these words change nothing.',
    );
    expect(unheardWords([], 'Atelier 2')).toBeNull();
  });
});
