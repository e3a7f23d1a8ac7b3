import { Worker } from 'node:worker_threads';
import { conflict } from '../errors/domain-error.js';
import { type CrossingError, fromCrossing } from './crossing-error.js';
import type { ThreadCall, ThreadReply, ThreadSetup } from './thread-protocol.js';
import { NotBegunError, TryAgainError } from './try-again-error.js';

export interface RunOptions<Message> {
  /** Aborts when the caller no longer wants the result: the call fails at once with its reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onMessage?: ((message: Message) => void) | undefined;
}

/** What people are told of threads. */
export interface ThreadWords {
  /** What is computed, as a plural that sentences begin with: `The models`, say. */
  readonly subject: string;
  /** What to do where memory runs out, after a colon; nothing by default. */
  readonly memoryAdvice?: string;
}

export interface HostedThreadOptions extends ThreadSetup, ThreadWords {
  /** Most memory of JavaScript objects, typed arrays and WebAssembly not counted; Node's own limit by default. */
  readonly maxHeapMebibytes?: number;
}

interface PendingCall {
  readonly onMessage: ((message: unknown) => void) | undefined;
  readonly settle: (outcome: Outcome) => void;
}

type Outcome = { readonly output: unknown } | { readonly error: unknown };

/**
 * One thread, as the process that started it sees it. It ends with that process, which it does not keep alive unless
 * a call waits for it. A call that breaks the thread fails with the reason; those that waited behind it fail with a
 * `NotBegunError`.
 */
export class HostedThread {
  private readonly worker: Worker;
  private readonly pending = new Map<number, PendingCall>();
  private nextId = 0;
  private begun: number | undefined;
  private ended = false;

  /** @param file that the thread runs */
  constructor(
    file: string,
    private readonly options: HostedThreadOptions,
  ) {
    const { tasks, settings, maxHeapMebibytes } = options;
    const resourceLimits = maxHeapMebibytes ? { maxOldGenerationSizeMb: maxHeapMebibytes } : {};
    this.worker = new Worker(file, { workerData: { tasks, settings } satisfies ThreadSetup, resourceLimits });
    this.worker.on('message', (reply: ThreadReply) => this.receive(reply));
    this.worker.on('error', (error) => this.fail(threadError(error, options)));
    this.worker.on('exit', (code) => this.fail(this.endedWith(code)));
  }

  /** Whether it takes calls. */
  get isAlive(): boolean {
    return !this.ended;
  }

  /** Calls the listener once it has ended, for any reason. */
  onExit(listener: () => void): void {
    this.worker.once('exit', listener);
  }

  /** Runs a task after the ones that were called before. */
  call(task: string, input: unknown, { signal, onMessage }: RunOptions<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const id = this.nextId++;
      const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const abort = () => {
        Atomics.store(cancelled, 0, 1);
        this.settle(id, { error: signal?.reason });
      };
      const settle: PendingCall['settle'] = (outcome) => {
        signal?.removeEventListener('abort', abort);
        if ('error' in outcome) reject(outcome.error);
        else resolve(outcome.output);
      };
      this.pending.set(id, { settle, onMessage });
      signal?.addEventListener('abort', abort);
      this.worker.ref();
      this.worker.postMessage({ id, task, input, cancelled } satisfies ThreadCall);
    });
  }

  /** Ends it at once, whatever it computes; what waits for it fails. */
  async stop(): Promise<void> {
    this.ended = true;
    await this.worker.terminate();
  }

  private receive(reply: ThreadReply): void {
    if (reply.kind === 'begun') this.begun = reply.id;
    if (reply.kind === 'message') this.pending.get(reply.id)?.onMessage?.(reply.message);
    if (reply.kind === 'output') this.settle(reply.id, { output: reply.output });
    if (reply.kind === 'error') this.receiveError(reply.id, reply.error);
  }

  private receiveError(id: number, error: CrossingError): void {
    this.settle(id, { error: fromCrossing(error) });
    if (!error.fatal) return;
    this.fail(this.notBegun());
    void this.worker.terminate();
  }

  private settle(id: number, outcome: Outcome): void {
    const call = this.pending.get(id);
    this.pending.delete(id);
    if (this.pending.size === 0) this.worker.unref();
    call?.settle(outcome);
  }

  private fail(error: Error): void {
    this.ended = true;
    const isCause = (id: number) => this.begun === undefined || id === this.begun; // before the first, the thread itself
    for (const id of [...this.pending.keys()])
      this.settle(id, { error: isCause(id) ? error : this.notBegun() });
  }

  private endedWith(code: number): Error {
    if (this.ended) return new TryAgainError('CONFLICT', `${this.options.subject} were stopped`);
    return new Error(`A thread ended by itself, with the exit code ${code}`);
  }

  private notBegun(): NotBegunError {
    return new NotBegunError(this.options.subject);
  }
}

function threadError(error: unknown, { subject, memoryAdvice }: ThreadWords): Error {
  const { code } = error as NodeJS.ErrnoException; // an Error of the thread, whose class may be another one than ours
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return error as Error;
  return conflict(`${subject} ran out of memory${memoryAdvice ? `: ${memoryAdvice}` : ''}`);
}
