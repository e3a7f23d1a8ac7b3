import { Button, Group, Text } from '@mantine/core';
import { formatCount } from '../format/numbers.js';

export interface LoadMoreProps {
  readonly shown: number;
  readonly total: number;
  readonly hasNextPage: boolean;
  readonly loading: boolean;
  readonly onLoad: () => void;
}

/** The foot of a paged list: how much of it is shown, and a button for more; an empty list says so itself. */
export function LoadMore({ shown, total, hasNextPage, loading, onLoad }: LoadMoreProps) {
  return (
    <Group justify="space-between" mt="md">
      <Text size="sm" c="dimmed" role="status">
        {total > 0 && `${formatCount(shown)} of ${formatCount(total)}`}
      </Text>
      {hasNextPage && (
        <Button variant="default" size="sm" loading={loading} onClick={onLoad}>
          Show more
        </Button>
      )}
    </Group>
  );
}
