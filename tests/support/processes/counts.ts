import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { uploadText } from '../product/serve.js';
import { type Finished, runCommand, type ServerProcess, type Settings } from './server-process.js';

const START = 'mutation ($input: StartImportInput!) { startImport(input: $input) { id } }';
const JOB = 'query ($id: ID!) { job(id: $id) { status } }';

/** A table of one row of counts. */
export const countsOf = (store: string): string =>
  `store,item,origin,scenario,impressions,clicks,orders\n${store},a,HUMAN_DESIGNED,SEARCH,9,1,0\n`;

/** The state of a job of a server. */
export const jobStatus = async (server: ServerProcess, cookie: string, id: string): Promise<string> =>
  (await server.ask(JOB, { cookie }, { id })).job.status;

/** Begins to import counts into a server, in columns that need no map. @returns the id of the job */
export async function startCounts(server: ServerProcess, cookie: string, text: string): Promise<string> {
  const uploadId = await uploadText(server.url, cookie, text, 'counts.csv');
  const { startImport } = await server.ask(START, { cookie }, { input: { kind: 'COUNTS', uploadId } });
  return startImport.id;
}

/** The state of a job of a server once it has ended, or has not for a long time. */
export async function jobEnd(server: ServerProcess, cookie: string, id: string): Promise<string> {
  let status = await jobStatus(server, cookie, id);
  for (let tries = 0; tries < 300 && ['QUEUED', 'RUNNING'].includes(status); tries++) {
    await sleep(100);
    status = await jobStatus(server, cookie, id);
  }
  return status;
}

/** Imports counts into a server. @returns how the job ended */
export const importCounts = async (server: ServerProcess, cookie: string, text: string): Promise<string> =>
  jobEnd(server, cookie, await startCounts(server, cookie, text));

/** Imports one row of counts by a command of its own process. */
export async function importByCommand(store: string, settings: Settings): Promise<Finished> {
  const folder = mkdtempSync(join(tmpdir(), 'toile-counts-'));
  const file = join(folder, 'counts.csv');
  writeFileSync(file, countsOf(store));
  return runCommand(['import', 'counts', file], settings).finally(() =>
    rmSync(folder, { recursive: true, force: true }),
  );
}
