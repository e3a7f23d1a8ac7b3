import { median } from './measure.js';
import { aimBelow, type Finding, seconds } from './report.js';
import { startServer, withDataFolder } from './server-process.js';

const RUNS = 5;
const NPM_RUNS = 3;
const WARM_AIM_MS = 3_000;

/** From the command to the first page served and the database ready. */
export async function benchStart(): Promise<Finding> {
  const cold: number[] = [];
  for (let run = 0; run < NPM_RUNS; run++) cold.push(await withDataFolder(timeToPage));
  const { warm, npm } = await withDataFolder(async (directory) => {
    await timeToPage(directory); // makes the database
    return {
      warm: await repeat(RUNS, () => timeToPage(directory)),
      npm: await repeat(NPM_RUNS, () => timeToPage(directory, ['npm', 'start'])),
    };
  });
  return {
    sizes: `Start: medians of ${NPM_RUNS} first starts, ${RUNS} warm ones and ${NPM_RUNS} of npm start, dashboard built, from the command until GET / and GET /health/ready have answered 200.`,
    lines: [
      { what: 'first start on an empty folder (initdb, migrations)', measured: seconds(median(cold)) },
      {
        what: 'warm start to first page',
        measured: seconds(median(warm)),
        aim: aimBelow(WARM_AIM_MS, median(warm), '< 3 s'),
      },
      {
        what: '`npm start` whole, warm (type check and dashboard check included)',
        measured: seconds(median(npm)),
      },
    ],
  };
}

async function timeToPage(directory: string, command?: readonly [string, ...string[]]): Promise<number> {
  const server = await startServer(directory, command);
  await server.stop();
  return server.startMs;
}

async function repeat(runs: number, work: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await work());
  return times;
}
