import { onStopSignal, runEntry } from './entry.js';
import { openToile } from './open-toile.js';
import {
  createLogger,
  invalidInput,
  logOutput,
  openDatabaseForWorker,
  readConfig,
} from './platform/index.js';

/** Runs jobs beside the server, in as many processes as wanted, on the database of the server. */
async function work(): Promise<void> {
  const config = readConfig(process.env);
  if (config.jobConcurrency === 0) throw invalidInput('TOILE_JOBS is 0: a worker would have nothing to do');
  const log = createLogger({ level: config.logLevel, destination: logOutput(1) });
  const { toile, close } = await openToile({ config, database: await openDatabaseForWorker(config), log });
  onStopSignal(async (signal) => {
    log.info({ signal }, 'stopping');
    await close();
  });
  await toile.jobs.start(config.jobConcurrency);
  log.info({ jobs: config.jobConcurrency }, 'working');
}

await runEntry(work);
