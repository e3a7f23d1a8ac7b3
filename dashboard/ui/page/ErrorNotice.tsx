import { Button, Text } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { errorWords } from '../../format/errors.js';

export interface ErrorNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Says what failed in words and offers to try again. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { title, hint } = errorWords(error);
  return (
    <div className="notice" role="alert">
      <IconCloudOff size={28} stroke={1.4} aria-hidden="true" />
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" size="sm" maw="52ch">
        {hint}
      </Text>
      {onRetry && (
        <Button variant="default" size="xs" mt="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
