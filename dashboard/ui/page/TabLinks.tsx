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
      {links.map(({ to, label: text }) => {
        const isCurrent = pathname === to;
        return (
          <Link
            key={to}
            to={to}
            ref={isCurrent ? bringIntoSight : null}
            onFocus={({ currentTarget }) =>
              currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' })
            }
            aria-current={isCurrent ? 'page' : undefined}
          >
            {text}
          </Link>
        );
      })}
    </nav>
  );
}

/** The label of the part that is shown; none on the way to the first of them, or where it is not for the viewer. */
export function useShownTab(links: readonly TabLink[]): string | undefined {
  const { pathname } = useLocation();
  return links.find(({ to }) => to === pathname)?.label;
}

/** Where a phone has no room for all of them, the one of this page is in sight. */
function bringIntoSight(link: HTMLAnchorElement | null): void {
  const nav = link?.parentElement;
  if (link && nav)
    nav.scrollLeft = link.offsetLeft - nav.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
}
