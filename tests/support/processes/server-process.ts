import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { answerOf, cookieOf, postGraphql } from '../product/serve.js';

const PROJECT_ROOT = process.cwd();
const START_LIMIT_MS = 120_000;

export type Settings = Readonly<Record<string, string>>;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for data, reachable by the user that PostgreSQL runs as; the caller removes it. */
export function dataFolder(): { readonly path: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'toile-process-'));
  chmodSync(parent, 0o755);
  return { path: join(parent, 'data'), remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** The database of the server that runs on a data folder. */
export const databaseUrlIn = (dataDirectory: string): string =>
  JSON.parse(readFileSync(join(dataDirectory, 'toile.lock'), 'utf8')).databaseUrl;

/** How to end each process that still runs. */
const endings = new Map<ChildProcess, () => Promise<unknown>>();

/** A failed test leaves no process behind. */
afterAll(() => Promise.all([...endings.values()].map((end) => end())));

function launch(entry: string, words: readonly string[], settings: Settings) {
  const script = join(PROJECT_ROOT, 'dist', 'server', entry);
  if (!existsSync(script)) throw new Error(`${script} is missing: run "npx tsc -p ." first`);
  const child = spawn(process.execPath, [script, ...words], {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      TOILE_DEMO: '0',
      TOILE_LOG_LEVEL: 'warn',
      TOILE_DRAIN_SECONDS: '0',
      ...settings,
    },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exit = new Promise<number | null>((settle) => {
    child.once('close', (code) => {
      endings.delete(child);
      settle(code);
    });
  });
  endings.set(child, () => {
    child.kill('SIGTERM');
    return exit;
  });
  return { child, output, exit };
}

/** Runs an entry to its end. */
export async function run(entry: string, words: readonly string[], settings: Settings): Promise<Finished> {
  const { output, exit } = launch(entry, words, settings);
  const code = await exit;
  return { code, ...output };
}

/** Runs an entry that gets a signal as soon as `isDue` says so, or ends before. */
export async function interrupt(
  { entry, words = [], settings }: { entry: string; words?: readonly string[]; settings: Settings },
  { signal, isDue }: { signal: NodeJS.Signals; isDue: () => boolean },
): Promise<Finished> {
  const { child, output, exit } = launch(entry, words, settings);
  while (!isDue() && child.exitCode === null) await new Promise((settle) => setTimeout(settle, 5));
  child.kill(signal);
  const code = await exit;
  return { code, ...output };
}

export const runCommand = (words: readonly string[], settings: Settings) => run('cli.js', words, settings);

/** A server in a process of its own, as `npm start` runs it. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly exit: Promise<number | null>,
    readonly url: string,
    /** The one-time link it printed; null when there is somebody already. */
    readonly signInLink: string | null,
  ) {}

  static async start(settings: Settings): Promise<ServerProcess> {
    const { child, output, exit } = launch('main.js', [], settings);
    const deadline = Date.now() + START_LIMIT_MS;
    let ended = false;
    void exit.then(() => {
      ended = true;
    });
    for (;;) {
      const greeting = /runs at (\S+)\n(?:Sign in.*: (\S+)\n)?\n/.exec(output.stdout);
      if (greeting) return new ServerProcess(child, exit, greeting[1]!, greeting[2] ?? null);
      if (ended || Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`The server did not start:\n${output.stdout}${output.stderr}`);
      }
      await new Promise((settle) => setTimeout(settle, 10));
    }
  }

  /** Stops it in good order. @returns its exit code */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exit;
  }

  /** kill -9 of Node alone: its PostgreSQL lives on. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }

  /** kill -9 of Node and of the PostgreSQL below it, in this order: Node does not live to see its database gone. */
  async killAll(dataDirectory: string): Promise<void> {
    const pid = Number.parseInt(readFileSync(join(dataDirectory, 'postgres', 'postmaster.pid'), 'utf8'), 10);
    const killed = this.kill();
    process.kill(pid, 'SIGKILL');
    await killed;
  }

  /** The cookie of the administrator, whom the printed link signs in. */
  async signIn(): Promise<string> {
    const token = new URL(this.signInLink!).searchParams.get('token');
    return cookieOf(
      await postGraphql(this.url, `mutation { signInWithLink(input: { token: "${token}" }) { id } }`),
    );
  }

  /** The data of one operation of a person or a key. */
  async ask(query: string, headers: Record<string, string> = {}, variables: object = {}) {
    const { data, errors } = await answerOf(await postGraphql(this.url, query, headers, variables));
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  }
}

/** A process that only runs jobs. @returns what stops it, giving its exit code */
export async function startWorker(settings: Settings): Promise<() => Promise<number | null>> {
  const { child, output, exit } = launch('worker.js', [], { ...settings, TOILE_LOG_LEVEL: 'info' });
  const deadline = Date.now() + START_LIMIT_MS;
  while (!output.stdout.includes('"working"')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`The worker did not start:\n${output.stdout}${output.stderr}`);
    }
    await new Promise((settle) => setTimeout(settle, 10));
  }
  return () => {
    child.kill('SIGTERM');
    return exit;
  };
}
