import { it } from '@jest/globals';
import { useCleanups } from '../../support/run/cleanups.js';
import { killUnderLoad } from './kill-under-load.js';

const cleanUp = useCleanups();

it(
  'kill -9 under load, alone and with PostgreSQL: every acknowledged event is there once, nothing else',
  () => killUnderLoad(2, cleanUp),
  300_000,
);
