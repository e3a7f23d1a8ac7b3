import { IconFlask } from '../../ui/icons/outlined.js';

/** Says on every page of a simulated workspace that nothing on it was observed. */
export function SimulatedBanner() {
  return (
    <aside className="simulated-banner" aria-label="Simulated data">
      <IconFlask size={16} aria-hidden="true" />
      <span>
        <strong>Simulated data.</strong> Every store, item and event here was made up by a program with known
        effects.
      </span>
    </aside>
  );
}
