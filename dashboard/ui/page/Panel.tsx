import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

export interface PanelProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, lead, actions, children }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          {lead && <p className="panel-lead">{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
