import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useWorkspacePath } from '../session/session.js';

export interface StoreLinkProps {
  readonly id: string;
  readonly name: string;
}

/** The name of a store, which leads to its page. */
export function StoreLink({ id, name }: StoreLinkProps) {
  const workspacePath = useWorkspacePath();
  return (
    <Anchor component={Link} to={workspacePath(`stores/${id}`)} fz="inherit">
      {name}
    </Anchor>
  );
}
