import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { falsePositives } from './false-positives.js';
import { SETTINGS, VISITORS } from './settings.js';

const RESULTS = path.join('experiments', '003-false-positives', 'results.json');

const result = falsePositives(SETTINGS.experiments, SETTINGS.seed);
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
const content = {
  command: 'npm run study:aa',
  simulated: true,
  settings: SETTINGS,
  visitors: VISITORS,
  result,
  first: falsePositives(SETTINGS.first, SETTINGS.seed),
};
await writeFile(RESULTS, `${JSON.stringify(content, null, 2)}\n`);
