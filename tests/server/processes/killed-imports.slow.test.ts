import { it } from '@jest/globals';
import { useToile } from '../../support/product/execute.js';
import { killImports } from './kill-imports.js';
import { BANDS_ROUND, killRounds } from './kill-rounds.js';
import { EVENTS, ITEMS, killedCounts, ROWS } from './killed-files.js';

const product = useToile();
const COUNTS = killedCounts(ROWS);

it.each([
  [COUNTS.kind, COUNTS, killRounds(COUNTS, 1)],
  [EVENTS.kind, EVENTS, killRounds(EVENTS, 2)],
  [ITEMS.kind, ITEMS, [...killRounds(ITEMS, 3), BANDS_ROUND]],
])(
  'kill -9 at many moments of an import of %s and of its revert: all or nothing, and both go on',
  (_, killed, rounds) => killImports(product, killed, rounds),
  600_000,
);
