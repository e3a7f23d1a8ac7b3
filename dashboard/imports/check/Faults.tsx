import { Alert, List } from '@mantine/core';

export interface FaultsProps {
  readonly title: string;
  /** Whether they keep the import from starting; else some rows are lost. */
  readonly isBlocking?: boolean;
  readonly sentences: readonly string[];
}

/** What is wrong with an import apart from its fields; nothing while there is nothing. */
export function Faults({ title, isBlocking = false, sentences }: FaultsProps) {
  if (sentences.length === 0) return null;
  return (
    <Alert
      color={isBlocking ? 'madder' : 'ochre'}
      title={title}
      tabIndex={-1}
      data-problem={isBlocking || undefined}
    >
      <List size="sm">
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
