import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';

export interface TabLink {
  readonly to: string;
  readonly label: string;
}

/** Parts of a page as links, so that each part has an address. */
export function TabLinks({ label, links }: { readonly label: string; readonly links: readonly TabLink[] }) {
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (nav.current && pathname) showCurrent(nav.current);
  }, [pathname]);
  return (
    <nav ref={nav} aria-label={label} className="tab-links">
      {links.map(({ to, label: text }) => (
        <Link key={to} to={to} aria-current={pathname === to ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}

/** Where a phone has no room for all of them, the one of this page is in sight. */
function showCurrent(nav: HTMLElement): void {
  const current = nav.querySelector<HTMLElement>('[aria-current]');
  if (current)
    nav.scrollLeft = current.offsetLeft - nav.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
}
