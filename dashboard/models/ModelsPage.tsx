import { Navigate } from 'react-router';
import type { Role } from '../generated/graphql.js';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { OfferedOutlet } from '../ui/page/OfferedOutlet.js';
import { Page } from '../ui/page/Page.js';
import { type TabLink, TabLinks, useShownTab } from '../ui/page/TabLinks.js';
import { runsTitle } from './model-words.js';

/** The parts of the page that a role may see, the first of them where it begins. */
const tabsOf = (role: Role): TabLink[] => [
  ...(may(role, 'readModels') ? [{ to: 'models/versions', label: 'Versions' }] : []),
  ...(may(role, 'useModels') ? [{ to: 'models/try', label: 'Try it' }] : []),
  { to: 'models/runs', label: runsTitle(role) },
];

/** The models that draw and score, what made them, and a place to try them. */
export function ModelsPage() {
  const { role } = useSession().viewer;
  const workspacePath = useWorkspacePath();
  const links = tabsOf(role).map(({ to, label }) => ({ to: workspacePath(to), label }));
  return (
    <Page
      title="Models"
      part={useShownTab(links)}
      lead="What draws images to the taste of a store, and what scores them."
    >
      <TabLinks label="Models" links={links} />
      <OfferedOutlet
        base={workspacePath('models')}
        links={links}
        others="Analysts, product managers and ML engineers see versions; ML engineers and merchants draw images."
      />
    </Page>
  );
}

export function ModelsStart() {
  const { role } = useSession().viewer;
  const workspacePath = useWorkspacePath();
  return <Navigate to={workspacePath(tabsOf(role)[0]!.to)} replace />;
}
