import { ActionIcon, Code, CopyButton, Group } from '@mantine/core';
import { IconCheck, IconCopy } from '../icons/outlined.js';

export interface HashCodeProps {
  readonly hash: string;
  /** What it is the hash of. */
  readonly of: string;
}

const LETTERS = 12;

/** The beginning of a SHA-256 and a button that copies all of it. */
export function HashCode({ hash, of }: HashCodeProps) {
  return (
    <Group gap={4} wrap="nowrap">
      <Code title={hash}>{hash.slice(0, LETTERS)}…</Code>
      <CopyButton value={hash}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? 'Copied' : `Copy the SHA-256 of ${of}`}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
