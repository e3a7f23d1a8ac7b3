import type { Role } from '../generated/graphql.js';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { OfferedOutlet } from '../ui/page/OfferedOutlet.js';
import { Page } from '../ui/page/Page.js';
import { type TabLink, TabLinks, useShownTab } from '../ui/page/TabLinks.js';

/** The parts of the page that a role may see. */
const tabsOf = (role: Role): TabLink[] =>
  may(role, 'readActivity')
    ? [
        { to: 'activity/jobs', label: 'Jobs' },
        ...(may(role, 'importFiles') ? [{ to: 'activity/imports', label: 'Imports' }] : []),
        { to: 'activity/events', label: 'Events' },
      ]
    : [];

/** What goes on behind the pages: jobs, files that were imported, and events as they come in. */
export function ActivityPage() {
  const { role } = useSession().viewer;
  const workspacePath = useWorkspacePath();
  const links = tabsOf(role).map(({ to, label }) => ({ to: workspacePath(to), label }));
  return (
    <Page title="Activity" part={useShownTab(links)}>
      {links.length > 0 && <TabLinks label="Activity" links={links} />}
      <OfferedOutlet
        base={workspacePath('activity')}
        links={links}
        others="Analysts, product managers and ML engineers see jobs and events; analysts see imports."
      />
    </Page>
  );
}
