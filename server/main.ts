import { join } from 'node:path';
import { runEntry } from './entry.js';
import { demoOutcome, demoWanted, firstPage } from './first-start.js';
import type { Life } from './life.js';
import { addressOf, type OpenToile, openToile } from './open-toile.js';
import {
  type Config,
  conflict,
  createHttpServer,
  createLogger,
  createMetrics,
  freePort,
  type HttpServer,
  type Job,
  type Logger,
  logOutput,
  OPERATOR,
  openDatabase,
  PROJECT_ROOT,
  readConfig,
  VERSION,
} from './platform/index.js';

/** The server: database, API, dashboard and jobs in one process, until it is told to stop. */
async function serve(life: Life): Promise<void> {
  const config = await withPort(readConfig(process.env));
  const log = createLogger({ level: config.logLevel, destination: logOutput(1) });
  const { value: open } = await life.hold(() => openAll(config, log, life.signal), closeAll);
  await life.hold(() => listen(open), drain(open));
  await open.database.announce(addressOf(config));
  await open.toile.background.jobs.start(config.jobConcurrency);
  life.signal.throwIfAborted();
  void registerModels(open);
  if (demoWanted(open)) await loadDemo(open);
  await greet(open);
}

async function openAll(config: Config, log: Logger, signal: AbortSignal): Promise<OpenToile> {
  const database = await openDatabase(config, log, signal);
  return openToile({ config, database, log, signal, upgrades: true, serves: true });
}

async function closeAll({ log, close }: OpenToile): Promise<void> {
  await close();
  log.info('stopped');
}

const drain =
  ({ config, log }: OpenToile) =>
  async (http: HttpServer, signal: NodeJS.Signals | null): Promise<void> => {
    log.info({ signal }, 'stopping');
    await http.drain(signal === 'SIGTERM' ? config.drainSeconds * 1000 : 0); // Ctrl-C: no load balancer sends requests here
  };

const withPort = async (config: Config) => ({ ...config, port: config.port || (await freePort()) });

async function listen({ toile, ingestionSource, config, log }: OpenToile): Promise<HttpServer> {
  const http = await createHttpServer({
    schema: toile.schema,
    workspaceIdOf: toile.workspaceIdOf,
    authenticator: toile.people.authenticator,
    refusals: toile.people.refusals,
    routes: toile.routes,
    dataSource: ingestionSource,
    logger: log,
    metrics: createMetrics(),
    publicUrl: addressOf(config),
    trustProxy: config.trustProxy,
    dashboardDirectory: join(PROJECT_ROOT, 'dist', 'pages'),
  });
  await http.app.listen({ port: config.port, host: config.host }).catch((error) => {
    throw portRefused(error, config);
  });
  return http;
}

function portRefused(error: NodeJS.ErrnoException, { port, host }: Config): Error {
  if (error.code === 'EADDRINUSE') {
    return conflict(`Port ${port} is in use: stop what listens there, or choose another one with PORT`);
  }
  if (error.code === 'EACCES') {
    return conflict(`This user may not listen on port ${port}: choose one above 1023 with PORT`);
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return conflict(`${host} is no address of this machine: set HOST to one, or to 0.0.0.0 for all of them`);
  }
  return error;
}

/** Beside everything else, since the first time it reads every tensor. */
async function registerModels({ toile, log }: OpenToile): Promise<void> {
  await toile.background.models
    .registerDemonstration()
    .catch((error) => log.warn({ err: error }, 'the demonstration models could not be registered'));
}

/** In plain words and not in the log, where a link that signs in has no place. */
async function greet(open: OpenToile): Promise<void> {
  const link = await open.toile.people.users.issueFirstLink(OPERATOR);
  process.stdout.write(`\nToile ${VERSION} runs at ${addressOf(open.config)}\n`);
  if (link) process.stdout.write(signInWords(link, await firstPage(open)));
  process.stdout.write('\n');
}

function signInWords({ url, expiresAt }: { url: string; expiresAt: Date }, page: string | null): string {
  const until = `once, until ${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return page
    ? `Sign in as its administrator (${until}; it opens the simulated demo): ${url}&next=${page}\n`
    : `Sign in as its administrator (${until}): ${url}\n`;
}

/** As a job, so that the server answers at once and the dashboard shows how far it is. */
async function loadDemo(open: OpenToile): Promise<void> {
  const { toile, log } = open;
  const { id } = await toile.catalog.workspaces.resolve(OPERATOR, null);
  const job = await toile.demo.service.request(OPERATOR, id);
  void sayWhenLoaded(open, job.id).catch((error) => log.warn({ err: error }, 'nobody watches the demo load'));
}

async function sayWhenLoaded({ toile, config }: OpenToile, jobId: string): Promise<void> {
  let last: Job | null = null;
  for await (const job of toile.jobs.service.watchUnchecked(jobId)) last = job;
  const line = demoOutcome(last, addressOf(config));
  if (line) process.stdout.write(`${line}\n\n`);
}

await runEntry(serve);
