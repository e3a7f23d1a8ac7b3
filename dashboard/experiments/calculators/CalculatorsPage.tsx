import { useLocation } from 'react-router';
import { may } from '../../session/may.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { CopyExample } from '../../ui/copy/CopyExample.js';
import { OfferedOutlet } from '../../ui/page/OfferedOutlet.js';
import { Page } from '../../ui/page/Page.js';
import { TabLinks } from '../../ui/page/TabLinks.js';

const CALCULATORS = [
  { path: 'significance', label: 'Significance' },
  { path: 'sample-ratio', label: 'Sample ratio' },
  { path: 'sample-size', label: 'Sample size' },
  { path: 'stores', label: 'Stores needed' },
];

/** Answers to numbers of one's own: nothing is stored, and the address holds them all. */
export function CalculatorsPage() {
  const { role } = useSession().viewer;
  const workspacePath = useWorkspacePath();
  const { pathname } = useLocation();
  const links = (may(role, 'readResults') ? CALCULATORS : []).map(({ path, label }) => ({
    to: workspacePath(`calculators/${path}`),
    label,
  }));
  return (
    <Page
      title="Calculators"
      part={links.find(({ to }) => to === pathname)?.label}
      lead="For numbers of your own. Nothing is stored: a link to the page shows the same answer."
      actions={<CopyExample label="Copy link" value={window.location.href} />}
    >
      <TabLinks label="Calculators" links={links} />
      <OfferedOutlet
        base={workspacePath('calculators')}
        links={links}
        others="Analysts, product managers, ML engineers and merchants use the calculators."
      />
    </Page>
  );
}
