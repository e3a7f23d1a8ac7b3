interface Known {
  readonly name: string;
  readonly value: string;
}

/** The feature that is the store itself. */
const STORE = 'store';

/** Which words of a prompt changed nothing, and for which model; null where every word counted. */
export function unheardWords(words: readonly string[], modelName: string): string | null {
  if (words.length === 0) return null;
  const listed = words.map((word) => `“${word}”`).join(', ');
  return `${modelName} does not know ${listed}: ${words.length > 1 ? 'these words change' : 'this word changes'} nothing.`;
}

/** What a model knows of a store: whether it learnt from it, which facts it uses, and which are new to it. */
export function knowledgeWords(known: readonly Known[], unknown: readonly string[]): string {
  const facts = known.filter(({ name }) => name !== STORE).map(({ name, value }) => `${name} ${value}`);
  const missing = unknown.filter((name) => name !== STORE);
  return [
    known.some(({ name }) => name === STORE) && 'It learnt from picks of this very store.',
    unknown.includes(STORE) && 'It never saw a pick of this store.',
    facts.length > 0 && `It uses: ${facts.join(', ')}.`,
    missing.length > 0 && `New to it, so not used: ${missing.join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
