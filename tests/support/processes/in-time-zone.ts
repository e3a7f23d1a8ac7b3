import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Calls a function of the compiled server in a process whose zone is another one, since jest's own processes cannot
 * change theirs.
 *
 * @param module below `dist/server`, e.g. `platform/time/instants.js`
 * @returns what the function gave for each list of arguments, as JSON
 */
export function callIn(zone: string, [module, name]: readonly [string, string], calls: readonly unknown[][]) {
  const file = pathToFileURL(join(process.cwd(), 'dist', 'server', module)).href;
  const script = `
    const { ${name} } = await import(${JSON.stringify(file)});
    const calls = JSON.parse(process.argv[1]);
    console.log(JSON.stringify(calls.map((call) => ${name}(...call))));`;
  return JSON.parse(runIn(zone, script, JSON.stringify(calls)));
}

/** Hours that noon without a zone is ahead of UTC there, as JavaScript reads it: shows that the zone took effect. */
export const hoursAheadIn = (zone: string): number =>
  Number(runIn(zone, "console.log(12 - new Date('2026-01-15T12:00').getUTCHours())"));

const runIn = (zone: string, script: string, ...words: readonly string[]): string =>
  execFileSync(process.execPath, ['--input-type=module', '-e', script, ...words], {
    env: { PATH: process.env.PATH, TZ: zone },
    encoding: 'utf8',
  });
