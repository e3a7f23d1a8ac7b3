import { it } from '@jest/globals';
import { useToile } from '../../support/product/execute.js';
import { killImports } from './kill-imports.js';
import { killRounds } from './kill-rounds.js';
import { EVENTS, ITEMS, killedCounts, ROWS } from './killed-files.js';

const product = useToile();

it.each(
  [killedCounts(ROWS), EVENTS, ITEMS].map((killed, seed) => ({
    ...killed,
    rounds: killRounds(killed, seed),
  })),
)(
  'kill -9 at many moments of an import of $kind and of its revert: all or nothing, and both go on',
  ({ rounds, ...killed }) => killImports(product, killed, rounds),
  600_000,
);
