import { Link, useLocation } from 'react-router';

export interface TabLink {
  readonly to: string;
  readonly label: string;
}

/** Parts of a page as links, so that each part has an address. */
export function TabLinks({ label, links }: { readonly label: string; readonly links: readonly TabLink[] }) {
  const { pathname } = useLocation();
  return (
    <nav aria-label={label} className="tab-links">
      {links.map(({ to, label: text }) => (
        <Link key={to} to={to} aria-current={pathname === to ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
