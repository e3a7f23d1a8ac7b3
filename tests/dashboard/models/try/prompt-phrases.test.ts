import { describe, expect, it } from '@jest/globals';
import { hasPhrase, togglePhrase, unknownPhrases } from '../../../../dashboard/models/try/prompt-phrases.js';

const VOCABULARY = [
  { aspect: 'colour', phrases: ['navy', 'red'] },
  { aspect: 'category', phrases: ['dress', 'skirt'] },
  { aspect: 'detail', phrases: ['belt', 'pockets'] },
];

describe('the phrases of a prompt', () => {
  it('are added, and taken out again', () => {
    const added = togglePhrase('dress', 'navy', VOCABULARY);

    expect(added).toBe('dress, navy');
    expect(togglePhrase(added, 'navy', VOCABULARY)).toBe('dress');
  });

  it('make room for another of the same aspect, in its place, but for details', () => {
    expect(togglePhrase('navy, dress', 'red', VOCABULARY)).toBe('red, dress');
    expect(togglePhrase('navy, belt', 'pockets', VOCABULARY)).toBe('navy, belt, pockets');
  });

  it('are found whatever their case and spacing, and words of the writer stay', () => {
    expect(hasPhrase('A   Dress,  NAVY ', 'navy')).toBe(true);
    expect(togglePhrase('my own words, Navy', 'red', VOCABULARY)).toBe('my own words, red');
  });

  it('are told from those that no model learnt; nothing is unknown without a vocabulary', () => {
    expect(unknownPhrases('navy, tartan cape, dress', VOCABULARY)).toEqual(['tartan cape']);
    expect(unknownPhrases('anything', [])).toEqual([]);
  });
});
