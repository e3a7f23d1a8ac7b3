import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { invalidInput } from '../../../platform/errors/index.js';
import { PROJECT_ROOT } from '../../../platform/index.js';
import { ADVICE, MAX_HEAP_MEBIBYTES, TOO_MUCH_MEMORY, unreadable } from './parquet-limits.js';
import type { ParquetAnswer } from './parquet-messages.js';

/** The compiled entry of a process; tests, which run from the sources, use the same file. */
const PROCESS_FILE = join(PROJECT_ROOT, 'dist/server/imports/tables/parquet/parquet-process.js');
const MAX_ANSWER_MS = 60_000;

/** How a process ends that has no memory left. */
const OUT_OF_MEMORY: readonly unknown[] = ['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGKILL'];

/**
 * A Parquet file in a process of its own: decoding blocks who does it, and a file that was made to harm can take any
 * time and memory. A thread would not do, since one that runs out of memory can end the process it is in.
 */
export class ParquetReader {
  private readonly child: ChildProcess;
  private waiting: { resolve(answer: ParquetAnswer): void; reject(error: Error): void } | null = null;
  private failure: Error | null = null;

  constructor(
    path: string,
    private readonly name: string,
  ) {
    this.child = fork(PROCESS_FILE, [path, name], {
      env: {},
      execArgv: [`--max-old-space-size=${MAX_HEAP_MEBIBYTES}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('message', (answer) => this.waiting?.resolve(answer as ParquetAnswer)); // all that it sends
    this.child.on('error', (error) => this.fail(error));
    this.child.on('exit', (code, signal) => this.fail(this.endOf(code, signal)));
  }

  /**
   * The next answer of the process.
   *
   * @throws {DomainError} INVALID_INPUT for a file that is malformed, beyond a limit, or takes too much time or memory
   */
  async next(): Promise<Exclude<ParquetAnswer, { kind: 'refused' }>> {
    const limit = setTimeout(() => this.fail(this.refused(TOO_SLOW)), MAX_ANSWER_MS);
    const answer = await new Promise<ParquetAnswer>((resolve, reject) => {
      if (this.failure) return reject(this.failure);
      this.waiting = { resolve, reject };
      this.child.send('next', (error) => error && this.fail(error));
    }).finally(() => clearTimeout(limit));
    if (answer.kind === 'refused') throw invalidInput(answer.message);
    return answer;
  }

  /** Ends the process, whatever it does. */
  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.waiting?.reject(this.failure);
  }

  private endOf(code: number | null, signal: string | null): Error {
    if (OUT_OF_MEMORY.includes(signal)) return this.refused(TOO_MUCH_MEMORY);
    return new Error(`The process that reads Parquet ended with ${signal ?? code}`);
  }

  private refused(reason: string): Error {
    return invalidInput(unreadable(this.name, reason));
  }
}

const TOO_SLOW = `a part takes longer than ${MAX_ANSWER_MS / 1000} seconds. ${ADVICE}`;
