import { runEntry } from './entry.js';
import type { Held, Life } from './life.js';
import { type OpenToile, openToile } from './open-toile.js';
import {
  type Config,
  conflict,
  createLogger,
  databaseAnswers,
  invalidInput,
  isDatabaseGone,
  type Logger,
  logOutput,
  movedDatabase,
  type OpenDatabase,
  openDatabaseForWorker,
  readConfig,
} from './platform/index.js';

interface Worker {
  readonly config: Config;
  readonly log: Logger;
  readonly life: Life;
}

/** The work on one database. */
interface Shift {
  readonly databaseUrl: string;
  end(): Promise<unknown>;
}

/**
 * Runs jobs apart from the server, in as many processes as wanted, on the database of the server; may serve models. A
 * server that starts again has its database at another address, and the worker follows it there.
 */
async function work(life: Life): Promise<void> {
  const config = readConfig(process.env);
  refuseIdleness(config);
  const log = createLogger({ level: config.logLevel, destination: logOutput(1) });
  life.signal.addEventListener('abort', () => log.info('stopping'));
  const worker = { config, life, log };
  let shift = await begin(worker, () => openDatabaseForWorker(config, life.signal));
  for (;;) {
    await movedDatabase(config, shift.value.databaseUrl, life.signal);
    log.warn('the server has started again; following it to its database');
    await shift.release();
    shift = await follow(worker);
  }
}

/** The server may go away again before the worker has followed it. */
async function follow(worker: Worker): Promise<Held<Shift>> {
  for (;;) {
    try {
      return await begin(worker, () => movedDatabase(worker.config, null, worker.life.signal));
    } catch (error) {
      if (!isDatabaseGone(error)) throw error;
      worker.log.warn({ err: error }, 'the database of the server went away; waiting for it');
    }
  }
}

const begin = (
  { config, log, life }: Worker,
  openDatabase: () => Promise<OpenDatabase>,
): Promise<Held<Shift>> =>
  life.hold(
    async () => {
      const open = await openToile({ config, database: await openDatabase(), log, signal: life.signal });
      return startShift(open).catch(async (error) => {
        await open.close();
        throw error;
      });
    },
    (shift) => shift.end(),
  );

async function startShift(open: OpenToile): Promise<Shift> {
  const { toile, config, log, database } = open;
  const stopServing = await serveModels(open);
  void toile.jobs
    .start(config.jobConcurrency)
    .then(() => log.info({ jobs: config.jobConcurrency }, 'working'));
  return {
    databaseUrl: database.url,
    end: () => Promise.all([stopServing(), open.close()]),
  };
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
async function serveModels({ toile, dataSource, config, log }: OpenToile): Promise<() => Promise<void>> {
  const { inferencePort: port, inferenceKey: apiKey, host } = config;
  if (port === undefined || apiKey === undefined) return async () => {};
  const server = toile.models.createProtocolServer({
    apiKey,
    log,
    problem: async () => {
      if (!(await databaseAnswers(dataSource))) return 'The database does not answer';
      return toile.jobs.isWorking() ? null : 'Jobs cannot be fetched now';
    },
  });
  await server.listen({ port, host }).catch((error: Error) => {
    throw conflict(`The models cannot be served on port ${port} of ${host}: ${error.message}`);
  });
  log.info({ port, host }, 'serving models under the Open Inference Protocol v2');
  return async () => {
    await server.close();
  };
}

await runEntry(work);
