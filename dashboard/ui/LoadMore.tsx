import { Button, Group, Text } from '@mantine/core';
import { formatCount } from '../format/numbers.js';

export interface LoadMoreProps {
  readonly list: {
    readonly edges: readonly unknown[];
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  };
  readonly loading: boolean;
  readonly fetchMore: (options: { variables: { after: string | null } }) => unknown;
}

/** The foot of a paged list: how much of it is shown, and a button for more; an empty list says so itself. */
export function LoadMore({ list, loading, fetchMore }: LoadMoreProps) {
  const { edges, totalCount, pageInfo } = list;
  if (totalCount === 0) return null;
  return (
    <Group justify="space-between" mt="md">
      <Text size="sm" c="dimmed" role="status">
        {`${formatCount(edges.length)} of ${formatCount(totalCount)}`}
      </Text>
      {pageInfo.hasNextPage && (
        <Button
          variant="default"
          size="sm"
          loading={loading}
          onClick={() => fetchMore({ variables: { after: pageInfo.endCursor ?? null } })}
        >
          Show more
        </Button>
      )}
    </Group>
  );
}
