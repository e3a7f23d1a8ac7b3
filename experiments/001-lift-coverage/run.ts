import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { coverageOf } from './coverage.js';
import { SCENARIOS } from './scenarios.js';
import { SEED, WORLDS } from './settings.js';
import { coverageTable, verdictTable } from './tables.js';

const RESULTS = path.join('experiments', '001-lift-coverage', 'results.json');

const scenarios = SCENARIOS.map((scenario, index) => {
  const result = { ...scenario, ...coverageOf(scenario, WORLDS, SEED + index) };
  process.stderr.write(`${scenario.name}\n`);
  return result;
});
process.stdout.write(`${coverageTable(scenarios)}\n${verdictTable(scenarios)}`);
const command = 'npm run study:lift-coverage';
await writeFile(
  RESULTS,
  `${JSON.stringify({ command, simulated: true, worlds: WORLDS, seed: SEED, scenarios }, null, 2)}\n`,
);
