import { Button, CopyButton } from '@mantine/core';

/** Copies an example, and says so. */
export function CopyExample({ value }: { readonly value: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="xs" variant="default" onClick={copy}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  );
}
