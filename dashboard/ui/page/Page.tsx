import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSession } from '../../session/session.js';

export interface PageProps {
  readonly title: string;
  /** The part of it that is shown, where it has several; it goes into the title of the tab. */
  readonly part?: string | undefined;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One page of a workspace: its title in the tab, with the workspace, and on top, what it is for, its actions, then its content. */
export function Page({ title, part, lead, actions, children }: PageProps) {
  const { workspace } = useSession();
  return (
    <div className="page">
      <title>{[part, title, workspace.name, 'Toile'].filter(Boolean).join(' · ')}</title>
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
