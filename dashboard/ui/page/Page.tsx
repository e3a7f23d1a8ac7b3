import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface PageProps {
  readonly title: string;
  /** The part of it that is shown, where it has several; it goes into the title of the tab. */
  readonly part?: string | undefined;
  /** What it is about as a whole, e.g. the workspace; it goes into the title of the tab. */
  readonly within?: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One page: its title in the tab and on top, what it is for, its actions, then its content. */
export function Page({ title, part, within, lead, actions, children }: PageProps) {
  return (
    <div className="page">
      <title>{[part, title, within, 'Toile'].filter(Boolean).join(' · ')}</title>
      <div className="page-head">
        <div>
          <Title order={1}>{title}</Title>
          {lead && (
            <Text c="dimmed" mt={4} maw="70ch">
              {lead}
            </Text>
          )}
        </div>
        {actions}
      </div>
      {children}
    </div>
  );
}
