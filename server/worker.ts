import { onStopSignal, runEntry } from './entry.js';
import { type OpenToile, openToile } from './open-toile.js';
import {
  type Config,
  conflict,
  createLogger,
  invalidInput,
  logOutput,
  openDatabaseForWorker,
  readConfig,
} from './platform/index.js';

/** Runs jobs beside the server, in as many processes as wanted, on the database of the server; may serve models. */
async function work(): Promise<void> {
  const config = readConfig(process.env);
  refuseIdleness(config);
  const log = createLogger({ level: config.logLevel, destination: logOutput(1) });
  const open = await openToile({ config, database: await openDatabaseForWorker(config), log });
  try {
    const stopServing = await serveModels(open);
    onStopSignal(async (signal) => {
      log.info({ signal }, 'stopping');
      await Promise.all([stopServing(), open.close()]);
    });
    await open.toile.jobs.start(config.jobConcurrency);
    log.info({ jobs: config.jobConcurrency }, 'working');
  } catch (error) {
    await open.close();
    throw error;
  }
}

function refuseIdleness({ jobConcurrency, inferencePort, inferenceKey }: Config): void {
  if (jobConcurrency === 0 && inferencePort === undefined) {
    throw invalidInput('TOILE_JOBS is 0: a worker would have nothing to do');
  }
  if (inferencePort !== undefined && inferenceKey === undefined) {
    throw invalidInput(
      'TOILE_INFERENCE_PORT needs TOILE_INFERENCE_KEY, the secret that programs send, e.g. from "openssl rand -hex 32"',
    );
  }
}

/** @returns what stops it */
async function serveModels({ toile, config, log }: OpenToile): Promise<() => Promise<void>> {
  const { inferencePort: port, inferenceKey: apiKey, host } = config;
  if (port === undefined || apiKey === undefined) return async () => {};
  const server = toile.models.createProtocolServer({ apiKey, log });
  await server.listen({ port, host }).catch((error: Error) => {
    throw conflict(`The models cannot be served on port ${port} of ${host}: ${error.message}`);
  });
  log.info({ port, host }, 'serving models under the Open Inference Protocol v2');
  return async () => {
    await server.close();
  };
}

await runEntry(work);
