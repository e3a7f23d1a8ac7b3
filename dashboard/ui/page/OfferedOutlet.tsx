import { Outlet, useLocation } from 'react-router';
import { EmptyNotice } from './EmptyNotice.js';
import type { TabLink } from './TabLinks.js';

export interface OfferedOutletProps {
  /** Where the parts of the page begin; it leads on to the first of them. */
  readonly base: string;
  /** The parts that the role may see. */
  readonly links: readonly TabLink[];
  /** Who may see the others. */
  readonly others: string;
}

/** The part of a page that the address names, unless it is for other roles: who follows a link there is told so. */
export function OfferedOutlet({ base, links, others }: OfferedOutletProps) {
  const { pathname } = useLocation();
  if (pathname === base || links.some(({ to }) => to === pathname)) return <Outlet />;
  return (
    <EmptyNotice title="This page is not for your role">
      {others} An administrator can change your role.
    </EmptyNotice>
  );
}
