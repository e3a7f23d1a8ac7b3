import { it } from '@jest/globals';
import { useCleanups } from '../../support/run/cleanups.js';
import { killUnderLoad } from './kill-under-load.js';

const cleanUp = useCleanups();

it(
  'ten times kill -9 under load: every acknowledged event is there once, rollups are right, nothing else',
  () => killUnderLoad(10, cleanUp),
  600_000,
);
