import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingPoint } from '../../training/index.js';

const pathOf = (folder: string) => join(folder, 'curve.ndjson');

/**
 * Notes a point of the loss curve beside the checkpoints, from the thread that trains: what is there when this
 * returns survives a kill of the process, so that a run that goes on knows its whole curve although the database
 * hears of it a moment later.
 *
 * @param folder of the run
 */
export function appendPoint(folder: string, point: TrainingPoint): void {
  appendFileSync(pathOf(folder), `\n${JSON.stringify(point)}`); // a line that a kill cut short ends here
}

/** Points noted so far, some of them perhaps twice; none where there is no curve. */
export async function readCurve(folder: string): Promise<TrainingPoint[]> {
  const text = await readFile(pathOf(folder), 'utf8').catch(() => '');
  return text.split('\n').flatMap(toPoints);
}

/** None for an empty line, or one that a kill cut short. */
function toPoints(line: string): TrainingPoint[] {
  if (!line.endsWith('}')) return [];
  return [JSON.parse(line) as TrainingPoint];
}
