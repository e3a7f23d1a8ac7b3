import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { type Act, may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';

export interface OfferedLinkProps {
  /** Inside the workspace. */
  readonly to: string;
  /** What only some roles may do there. */
  readonly act: Act;
  readonly children: string;
}

/** The name of a page, and a link to it for roles that may use it. */
export function OfferedLink({ to, act, children }: OfferedLinkProps) {
  const { role } = useSession().viewer;
  const workspacePath = useWorkspacePath();
  if (!may(role, act)) return children;
  return (
    <Anchor component={Link} to={workspacePath(to)}>
      {children}
    </Anchor>
  );
}
