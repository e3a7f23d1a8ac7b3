import { it } from '@jest/globals';
import { useToile } from '../../support/product/execute.js';
import { killImports } from './kill-imports.js';
import { killedCounts } from './killed-files.js';

const product = useToile();
const COUNTS = killedCounts(2_200);

it(
  'kill -9 during an import and during its revert: all or nothing, and both go on',
  () =>
    killImports(product, COUNTS, [
      { importing: { gate: COUNTS.row }, of: 'WHOLE', reverting: { gate: COUNTS.removal } },
    ]),
  120_000,
);
