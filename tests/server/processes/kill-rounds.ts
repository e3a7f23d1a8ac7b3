import { pcg32 } from '../../../server/random/index.js';
import type { Gate } from './gate.js';
import type { Round } from './kill-imports.js';
import { type KilledImport, ROWS_A_CHUNK } from './killed-files.js';

const ofRun = (when: string): Gate => ({ change: 'UPDATE', table: 'import_runs', when });

const FIRST_CHUNK = ofRun(`NEW.row_count = ${ROWS_A_CHUNK}`);
const FINISH = ofRun('NEW.finished_at IS NOT NULL');
const REVERTED = ofRun('NEW.reverted_at IS NOT NULL');
const ROLL_UP: Gate = { change: 'INSERT', table: 'item_weeks' };
/** Follow the end of either in a transaction of their own. */
const PRICE_BANDS: Gate = { change: 'INSERT', table: 'price_bands' };

/** Longer than the rest of an import or a revert takes. */
const LONGEST_MS = 200;

/** Early, in the middle and at the end of an import and of a revert, and moments that a seed draws. */
export function killRounds({ row, removal, movesBands }: KilledImport, seed: number): readonly Round[] {
  const chance = pcg32(seed);
  const after = (gate: Gate) => ({ gate, afterMs: chance.below(LONGEST_MS) });
  const [finish, reverted] = movesBands ? [PRICE_BANDS, PRICE_BANDS] : [FINISH, REVERTED];
  return [
    { importing: { gate: FIRST_CHUNK }, of: 'WHOLE', reverting: { gate: removal } },
    { importing: { gate: row }, of: 'PART', reverting: { gate: ROLL_UP } },
    { importing: after(FIRST_CHUNK), of: 'WHOLE', reverting: { gate: reverted } },
    { importing: { gate: finish }, of: 'WHOLE', reverting: after(removal) },
  ];
}
