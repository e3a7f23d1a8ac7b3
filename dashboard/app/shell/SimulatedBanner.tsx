import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useSession } from '../../session/session.js';
import { IconFlask } from '../../ui/icons/outlined.js';

/** Says on every page of a simulated workspace that nothing on it was observed. */
export function SimulatedBanner() {
  const own = useSession().workspaces.find(({ simulated }) => !simulated);
  return (
    <aside className="simulated-banner" aria-label="Simulated data">
      <IconFlask size={16} aria-hidden="true" />
      <span>
        <strong>Simulated data.</strong> Every store, item and event here was made up by a program with known
        effects.{' '}
        {own && (
          <Anchor component={Link} to={`/w/${own.slug}/lift`} underline="always">
            Go to your own data
          </Anchor>
        )}
      </span>
    </aside>
  );
}
