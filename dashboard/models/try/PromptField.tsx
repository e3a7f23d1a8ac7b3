import { useQuery } from '@apollo/client/react';
import { Chip, Text, TextInput } from '@mantine/core';
import { PromptVocabularyDocument } from '../../generated/graphql.js';
import { hasPhrase, togglePhrase, unknownPhrases, type Vocabulary } from './prompt-phrases.js';

export interface PromptFieldProps {
  readonly prompt: string;
  /** Whether the phrases are laid out to begin with. */
  readonly laidOut: boolean;
  readonly onChange: (prompt: string) => void;
}

/** The prompt as text, and the phrases that the models learnt as chips that write it. */
export function PromptField({ prompt, laidOut, onChange }: PromptFieldProps) {
  const { data, error } = useQuery(PromptVocabularyDocument);
  const vocabulary = data?.promptVocabulary ?? [];
  return (
    <div>
      <TextInput
        label="Prompt"
        description="Choose phrases below or write, with commas between. Their order does not matter much."
        placeholder="navy, solid, a-line, midi, dress, v-neck"
        value={prompt}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <UnknownPhrases phrases={unknownPhrases(prompt, vocabulary)} />
      {error && (
        <Text size="sm" c="dimmed" mt={6} role="status">
          The phrases could not be loaded. You can still write a prompt.
        </Text>
      )}
      {vocabulary.length > 0 && (
        <details className="phrases" open={laidOut}>
          <summary>Phrases</summary>
          {vocabulary.map((row) => (
            <PhraseRow
              key={row.aspect}
              row={row}
              prompt={prompt}
              onToggle={(phrase) => onChange(togglePhrase(prompt, phrase, vocabulary))}
            />
          ))}
        </details>
      )}
    </div>
  );
}

function UnknownPhrases({ phrases }: { readonly phrases: readonly string[] }) {
  if (phrases.length === 0) return null;
  return (
    <Text size="sm" c="var(--toile-caution)" mt={6} role="status">
      Not among the phrases of the demonstration models: {phrases.join(', ')}. A model that did not learn them
      ignores them or guesses.
    </Text>
  );
}

interface PhraseRowProps {
  readonly row: Vocabulary;
  readonly prompt: string;
  readonly onToggle: (phrase: string) => void;
}

function PhraseRow({ row: { aspect, phrases }, prompt, onToggle }: PhraseRowProps) {
  const name = `${aspect.charAt(0).toUpperCase()}${aspect.slice(1)}`;
  return (
    <fieldset className="phrase-row">
      <legend>{name}</legend>
      <div>
        {phrases.map((phrase) => (
          <Chip key={phrase} size="xs" checked={hasPhrase(prompt, phrase)} onChange={() => onToggle(phrase)}>
            {phrase}
          </Chip>
        ))}
      </div>
    </fieldset>
  );
}
