import { Anchor, Breadcrumbs } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export interface CrumbsProps {
  /** The pages above, the outermost first. */
  readonly above: readonly { readonly to: string; readonly label: string }[];
  readonly children: ReactNode;
}

/** The way back from a page that lies below others. */
export const Crumbs = ({ above, children }: CrumbsProps) => (
  <Breadcrumbs className="crumbs" mb="md" mt={-8}>
    {above.map(({ to, label }) => (
      <Anchor key={to} component={Link} to={to} size="sm">
        {label}
      </Anchor>
    ))}
    {children}
  </Breadcrumbs>
);
