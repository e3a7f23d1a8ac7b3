import { pcg32 } from '../../../server/random/index.js';
import type { Gate } from './gate.js';
import type { Round } from './kill-imports.js';
import { type KilledImport, ROWS, ROWS_A_CHUNK } from './killed-files.js';

const ofRun = (when: string): Gate => ({ change: 'UPDATE', table: 'import_runs', when });

const FIRST_CHUNK = ofRun(`NEW.row_count = ${ROWS_A_CHUNK}`);
const LAST_CHUNK = ofRun(`NEW.row_count = ${ROWS} AND NEW.finished_at IS NULL`);
const FINISH = ofRun('NEW.finished_at IS NOT NULL');
const REVERTED = ofRun('NEW.reverted_at IS NOT NULL');
const ROLL_UP: Gate = { change: 'INSERT', table: 'slice_days' };
/** Follow in a transaction of their own. */
const PRICE_BANDS: Gate = { change: 'INSERT', table: 'price_bands' };

/** Longer than the rest of an import or a revert takes. */
const LONGEST_MS = 200;

/** Every moment that the commits of an import and of a revert divide, and others that a seed draws. */
export function killRounds({ row, removal }: KilledImport, seed: number): readonly Round[] {
  const chance = pcg32(seed);
  const after = (gate: Gate) => ({ gate, afterMs: chance.below(LONGEST_MS) });
  return [
    { importing: { gate: FIRST_CHUNK }, of: 'WHOLE', reverting: { gate: removal } },
    { importing: { gate: row }, of: 'PART', reverting: { gate: removal } },
    { importing: { gate: LAST_CHUNK }, of: 'PART', reverting: { gate: ROLL_UP } },
    { importing: { gate: FINISH }, of: 'WHOLE', reverting: { gate: REVERTED } },
    { importing: after(FIRST_CHUNK), of: 'WHOLE', reverting: after(removal) },
  ];
}

/** For a file that moves price bands. */
export const BANDS_ROUND: Round = {
  importing: { gate: PRICE_BANDS },
  of: 'WHOLE',
  reverting: { gate: PRICE_BANDS },
};
