import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice.js';

export interface QueryViewProps<Data> {
  readonly data: Data | null | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
  readonly skeleton?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** The three states of a query: what it found, what went wrong, or the shape of what is coming. */
export function QueryView<Data>({ data, error, refetch, skeleton, children }: QueryViewProps<Data>) {
  if (data != null) return children(data);
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  return (
    <div role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {skeleton ?? <RowsSkeleton />}
    </div>
  );
}

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const ROW_HEIGHT = 36;

export function RowsSkeleton() {
  return (
    <Stack gap="xs" aria-hidden="true">
      {ROWS.map((row) => (
        <Skeleton key={row} height={ROW_HEIGHT} radius="md" />
      ))}
    </Stack>
  );
}
