import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { conflict } from '../../errors/domain-error.js';
import { ensureRole } from '../roles/ensure-role.js';
import { dailyPassword, makePassword, ownerFile, readPassword, wrongPassword } from './cluster-password.js';
import { refuseOtherVersion } from './cluster-version.js';
import { freePort } from './free-port.js';
import { makeCluster, OWNER } from './make-cluster.js';
import { postgresBinaries } from './postgres-binaries.js';
import { postgresOwner } from './postgres-owner.js';
import { PostgresPrograms } from './postgres-programs.js';
import { startFlags } from './postgres-settings.js';
import { findPostmaster, pidFileOf, processesOn, signalPostmaster } from './postmaster.js';
import { StartReport } from './start-report.js';

/** The role that the product works as. */
const DAILY = 'toile_app';
const DATABASE = 'toile';
/** Recovery after a kill may read gigabytes of write-ahead log. */
const START_LIMIT_SECONDS = 600;
const STOP_LIMIT_SECONDS = 30;
const PREDECESSOR_LIMIT_MS = 30_000;
const RETRY_MS = 200;
const WRONG_PASSWORD = '28P01';

/** What the log says while a killed predecessor is not quite gone. */
const PREDECESSOR_LINGERS = /pre-existing shared memory block|lock file ".*" already exists/;

/** A PostgreSQL of our own in a folder, in a session of its own, so that Ctrl-C reaches us alone. */
export class PostgresCluster {
  private port = 0;

  private constructor(
    private readonly dataDirectory: string,
    private readonly passwords: Readonly<Record<'owner' | 'daily', string>>,
    private readonly programs: PostgresPrograms,
  ) {}

  /**
   * The cluster below a data folder, made first if there is none.
   *
   * @throws {DomainError} CONFLICT for a cluster of another major version, or one without its password
   */
  static async prepare(dataDirectory: string): Promise<PostgresCluster> {
    const binaries = postgresBinaries();
    const programs = new PostgresPrograms(binaries, await postgresOwner([dataDirectory, binaries]));
    const isNew = !(await exists(clusterIn(dataDirectory)));
    if (!isNew) await refuseOtherVersion(clusterIn(dataDirectory), programs);
    const file = ownerFile(dataDirectory);
    const found = await readPassword(file);
    if (found === null && !isNew) throw wrongPassword('is missing', dataDirectory, programs);
    const owner = found ?? (await makePassword(file));
    const passwords = { owner, daily: await dailyPassword(dataDirectory) };
    const cluster = new PostgresCluster(dataDirectory, passwords, programs);
    if (isNew)
      await makeCluster({
        directory: cluster.directory,
        password: owner,
        passwordFile: `${file}.new`,
        programs,
      });
    return cluster;
  }

  /** For the daily work: it may change rows, but no tables. */
  get url(): string {
    return this.urlOf(DAILY, this.passwords.daily);
  }

  /** For migrations. */
  get ownerUrl(): string {
    return this.urlOf(OWNER, this.passwords.owner);
  }

  /**
   * Stops what a killed predecessor left running, then starts on a free port. The caller calls `stop` if this fails.
   *
   * @param signal ends the start early
   * @throws {DomainError} CONFLICT with the reason that PostgreSQL gives
   */
  async start(signal?: AbortSignal): Promise<void> {
    await this.startOn(await freePort(), signal);
    await this.ensureDatabase();
  }

  /** Starts again on the same address, so that open pools find it. */
  async restart(): Promise<void> {
    await this.startOn(this.port);
  }

  async isRunning(): Promise<boolean> {
    return (await findPostmaster(this.directory)) !== null;
  }

  /** In good order; a server that takes too long, or lost its `postmaster.pid`, at once: its next start recovers. */
  async stop(): Promise<void> {
    const { code } = await this.pgCtl('stop', '-m', 'fast', '-w', '-t', String(STOP_LIMIT_SECONDS));
    const deadline = performance.now() + STOP_LIMIT_SECONDS * 1000;
    while (code !== 0 && (await signalPostmaster(this.directory, 'SIGQUIT')) && performance.now() < deadline)
      await sleep(RETRY_MS);
  }

  private get directory(): string {
    return clusterIn(this.dataDirectory);
  }

  private async startOn(port: number, signal?: AbortSignal): Promise<void> {
    this.port = port;
    const deadline = performance.now() + PREDECESSOR_LIMIT_MS;
    await this.clearPredecessor(deadline);
    for (;;) {
      signal?.throwIfAborted();
      const failure = await this.tryToStart(signal);
      if (failure === null) return;
      signal?.throwIfAborted();
      if (!PREDECESSOR_LINGERS.test(failure) || performance.now() > deadline) {
        throw conflict(`The database in ${this.directory} does not start. PostgreSQL says: ${failure}`);
      }
      await sleep(RETRY_MS);
    }
  }

  /** A `postmaster.pid` that is still there when nothing uses the cluster is stale, whatever it says. */
  private async clearPredecessor(deadline: number): Promise<void> {
    if (await this.isRunning()) await this.stop();
    for (;;) {
      const pids = await processesOn(this.directory);
      if (pids.length === 0) return rm(pidFileOf(this.directory), { force: true });
      if (performance.now() > deadline) {
        throw conflict(
          `Processes of an earlier PostgreSQL still use ${this.directory} (${pids.join(', ')}): end them, then start again`,
        );
      }
      await sleep(RETRY_MS);
    }
  }

  /** Null once it runs, else why it does not. */
  private async tryToStart(signal?: AbortSignal): Promise<string | null> {
    const report = await StartReport.begin(this.directory);
    const limit = String(START_LIMIT_SECONDS);
    const start = this.pgCtl('start', '-w', '-t', limit, '-l', report.file, '-o', startFlags(this.port));
    const { code, stdout, stderr } = await this.interruptibly(start, signal);
    return code === 0 ? null : report.reason(`${stderr}\n${stdout}`);
  }

  /** `pg_ctl` waits for a server that recovers: it ends as soon as the server is told to stop. */
  private async interruptibly<T>(start: Promise<T>, signal?: AbortSignal): Promise<T> {
    let waits = true;
    const interrupt = async () => {
      while (waits) {
        await signalPostmaster(this.directory, 'SIGINT');
        await sleep(RETRY_MS);
      }
    };
    signal?.addEventListener('abort', interrupt);
    if (signal?.aborted) void interrupt();
    return start.finally(() => {
      waits = false;
      signal?.removeEventListener('abort', interrupt);
    });
  }

  private async ensureDatabase(): Promise<void> {
    const client = new pg.Client({ connectionString: this.ownerUrl.replace(/[^/]+$/, 'postgres') });
    try {
      await client.connect();
      const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
      await ensureRole(client, { name: DAILY, password: this.passwords.daily });
    } catch (error) {
      if ((error as pg.DatabaseError).code !== WRONG_PASSWORD) throw error;
      throw wrongPassword('is not the one of the database', this.dataDirectory, this.programs);
    } finally {
      await client.end();
    }
  }

  private urlOf(user: string, password: string): string {
    return `postgres://${user}:${password}@127.0.0.1:${this.port}/${DATABASE}`;
  }

  private pgCtl = (...words: string[]) => this.programs.run('pg_ctl', [...words, '-D', this.directory]);
}

const clusterIn = (dataDirectory: string) => join(dataDirectory, 'postgres');

const exists = (path: string) =>
  stat(path).then(Boolean, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return false;
    throw error;
  });
