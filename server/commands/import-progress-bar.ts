import { Presets, SingleBar } from 'cli-progress';
import type { ImportProgress } from '../imports/index.js';

const PARTS = 1000;

/** A bar on a terminal, a line every two seconds elsewhere, both on stderr. Nothing at all where it is `silent`. */
export function importProgressBar(silent: boolean) {
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} % | {rows} rows | {rejected} rejected',
      noTTYOutput: true,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update: ({ fraction, rowCount, rejectedCount }: ImportProgress): void => {
      if (silent) return;
      if (!isStarted) bar.start(PARTS, 0, { rows: 0, rejected: 0 });
      isStarted = true;
      bar.update(Math.round(fraction * PARTS), { rows: rowCount, rejected: rejectedCount });
    },
    stop: (): void => {
      if (isStarted) bar.stop();
    },
  };
}
