import { Button, Text } from '@mantine/core';
import { errorCode, errorWords } from '../../format/errors.js';
import { IconCloudOff, IconLock } from '../icons/outlined.js';

export interface ErrorNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Says what failed in words and offers to try again. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { title, hint } = errorWords(error);
  const code = errorCode(error);
  const Icon = code === 'FORBIDDEN' ? IconLock : IconCloudOff;
  return (
    <div className="notice" role="alert">
      <Icon size={28} stroke={1.4} aria-hidden="true" />
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" size="sm" maw="52ch">
        {hint}
      </Text>
      {onRetry && !isFinal(code) && (
        <Button variant="default" size="xs" mt="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Whether another try would fail in the same way. */
const isFinal = (code: string | null): boolean => code === 'FORBIDDEN' || code === 'NOT_FOUND';
