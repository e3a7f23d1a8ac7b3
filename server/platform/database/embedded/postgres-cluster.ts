import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { conflict } from '../../errors/domain-error.js';
import { ensureRole } from '../roles/ensure-role.js';
import { freePort } from './free-port.js';
import { postgresBinaries } from './postgres-binaries.js';
import { type PostgresOwner, postgresOwner } from './postgres-owner.js';
import { processCommand, processIdentity } from './process-identity.js';

/** The superuser that owns the tables, and the role that the product works as. */
const OWNER = 'toile';
const DAILY = 'toile_app';
const DATABASE = 'toile';
const START_LIMIT_MS = 30_000;
const RETRY_MS = 200;

/** What the log says while a killed predecessor is not quite gone. */
const PREDECESSOR_LINGERS = /pre-existing shared memory block|lock file ".*" already exists/;

/** Modest: a laptop has other things to do. Whoever needs more sets DATABASE_URL. */
const FLAGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  logging_collector: 'on',
  log_filename: 'postgres-%a.log', // a week of logs, each overwritten by the next of its day
  log_truncate_on_rotation: 'on',
  log_rotation_size: '0',
};

/** A PostgreSQL of our own in a folder. `pg_ctl` starts it in a session of its own, so that Ctrl-C reaches us alone. */
export class PostgresCluster {
  private port = 0;

  private constructor(
    private readonly directory: string,
    private readonly passwords: Readonly<Record<'owner' | 'daily', string>>,
    private readonly binaries: string,
    private readonly owner: PostgresOwner,
  ) {}

  /** The cluster below a data folder, made first where there is none. */
  static async prepare(dataDirectory: string): Promise<PostgresCluster> {
    const binaries = postgresBinaries();
    const owner = await postgresOwner([dataDirectory, binaries]);
    const directory = join(dataDirectory, 'postgres');
    const passwords = {
      owner: await findPassword(dataDirectory, 'postgres-password'),
      daily: await findPassword(dataDirectory, 'postgres-daily-password'),
    };
    const cluster = new PostgresCluster(directory, passwords, binaries, owner);
    if (!(await exists(directory))) await cluster.initialise(dataDirectory);
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

  /** Stops what a killed predecessor left running, then starts on a free port. */
  async start(): Promise<void> {
    await this.stopOrphan();
    await this.startOn(await freePort());
    await this.ensureDatabase();
  }

  /** Starts again on the same address, so that open pools find it. */
  async restart(): Promise<void> {
    await this.startOn(this.port);
  }

  async isRunning(): Promise<boolean> {
    return (await this.findPostmaster()) !== null;
  }

  async stop(): Promise<void> {
    const code = await this.pgCtl('stop', '-m', 'fast', '-w', '-t', '30');
    if (code !== 0 && (await this.isRunning())) await this.pgCtl('stop', '-m', 'immediate', '-w');
  }

  private async initialise(dataDirectory: string): Promise<void> {
    const draft = `${this.directory}.new`; // renamed when whole: a killed first start leaves no half cluster
    const passwordFile = join(dataDirectory, 'postgres-password.new');
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${this.passwords.owner}\n`, { mode: 0o600 });
    if (this.owner.uid !== undefined) {
      for (const path of [draft, passwordFile]) await chown(path, this.owner.uid, this.owner.gid!);
    }
    const flags = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const auth = ['--auth=scram-sha-256', `--username=${OWNER}`, `--pwfile=${passwordFile}`];
    const { code, output } = await this.run('initdb', [`--pgdata=${draft}`, ...flags, ...auth]);
    await rm(passwordFile, { force: true });
    if (code !== 0) throw conflict(`The database could not be made in ${draft}: ${output.trim()}`);
    await rename(draft, this.directory);
  }

  private async startOn(port: number): Promise<void> {
    this.port = port;
    const deadline = performance.now() + START_LIMIT_MS;
    while (!(await this.tryToStart())) {
      const log = await this.startLog();
      if (!PREDECESSOR_LINGERS.test(log) || performance.now() > deadline) {
        throw conflict(`The database in ${this.directory} does not start: ${log.trim()}`);
      }
      await sleep(RETRY_MS);
    }
  }

  private async tryToStart(): Promise<boolean> {
    await rm(this.startLogFile, { force: true });
    const flags = Object.entries({ ...FLAGS, port: String(this.port) })
      .map(([name, value]) => `-c ${name}='${value}'`)
      .join(' ');
    return (await this.pgCtl('start', '-w', '-t', '60', '-l', this.startLogFile, '-o', flags)) === 0;
  }

  private async ensureDatabase(): Promise<void> {
    const client = new pg.Client({ connectionString: this.ownerUrl.replace(/[^/]+$/, 'postgres') });
    await client.connect();
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    await ensureRole(client, { name: DAILY, password: this.passwords.daily });
    await client.end();
  }

  private urlOf(user: string, password: string): string {
    return `postgres://${user}:${password}@127.0.0.1:${this.port}/${DATABASE}`;
  }

  private async stopOrphan(): Promise<void> {
    if (await this.findPostmaster()) await this.stop();
  }

  /** Its process id, if it is alive and ours: the number in `postmaster.pid` may belong to another process by now. */
  private async findPostmaster(): Promise<number | null> {
    const text = await readFile(join(this.directory, 'postmaster.pid'), 'utf8').catch(() => '');
    const [pid, directory] = text.split('\n');
    if (!pid || !directory || (await processIdentity(Number(pid))) === null) return null;
    return (await processCommand(Number(pid)))?.includes(directory) ? Number(pid) : null;
  }

  private get startLogFile(): string {
    return join(this.directory, 'start.log');
  }

  private startLog = () => readFile(this.startLogFile, 'utf8').catch(() => '');

  private async pgCtl(...words: string[]): Promise<number | null> {
    return (await this.run('pg_ctl', [...words, '-D', this.directory])).code;
  }

  private run(program: string, words: readonly string[]): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn(join(this.binaries, program), words, {
        ...this.owner,
        cwd: '/',
        env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['ignore', 'ignore', program === 'pg_ctl' ? 'ignore' : 'pipe'], // the server would keep a pipe open
      });
      let output = '';
      child.stderr?.on('data', (chunk) => {
        output += chunk;
      });
      child.on('error', reject).on('close', (code) => resolve({ code, output }));
    });
  }
}

const exists = (path: string) => stat(path).then(Boolean, () => false);

/** Made once, at random, and kept beside the cluster for its owner's eyes only. */
async function findPassword(dataDirectory: string, name: string): Promise<string> {
  const file = join(dataDirectory, name);
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found) return found.trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}
