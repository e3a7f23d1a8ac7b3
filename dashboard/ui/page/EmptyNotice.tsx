import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconNeedleThread } from '../icons/outlined.js';

export interface EmptyNoticeProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** Says that there is nothing to show, and what would change that. */
export function EmptyNotice({ title, children }: EmptyNoticeProps) {
  return (
    <div className="notice" role="status">
      <IconNeedleThread size={28} stroke={1.4} aria-hidden="true" />
      <Text fw={600}>{title}</Text>
      {children && (
        <Text component="div" c="dimmed" size="sm" maw="52ch">
          {children}
        </Text>
      )}
    </div>
  );
}
