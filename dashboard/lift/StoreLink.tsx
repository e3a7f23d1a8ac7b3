import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useWorkspacePath } from '../session/session.js';

export interface StoreLinkProps {
  readonly id: string;
  readonly name: string;
  /** In the colour of the text around it. */
  readonly quiet?: boolean;
}

/** The name of a store, which leads to its page. */
export function StoreLink({ id, name, quiet }: StoreLinkProps) {
  const workspacePath = useWorkspacePath();
  return (
    <Anchor
      component={Link}
      to={workspacePath(`stores/${id}`)}
      c={quiet ? 'inherit' : undefined}
      fz="inherit"
    >
      {name}
    </Anchor>
  );
}
