import { Button, CopyButton } from '@mantine/core';

export interface CopyExampleProps {
  readonly value: string;
  readonly label?: string;
}

/** Copies an example, and says so. */
export function CopyExample({ value, label = 'Copy' }: CopyExampleProps) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="xs" variant="default" onClick={copy}>
          {copied ? 'Copied' : label}
        </Button>
      )}
    </CopyButton>
  );
}
