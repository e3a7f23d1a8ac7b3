import { Worker } from 'node:worker_threads';
import { conflict } from '../../../platform/index.js';
import {
  type CrossingError,
  fromCrossing,
  NotBegunError,
  type ThreadCall,
  type ThreadReply,
  type ThreadSetup,
  TryAgainError,
} from './thread-protocol.js';

export interface CallOptions {
  /** Somebody no longer wants the result: the call fails at once with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onMessage?: ((message: unknown) => void) | undefined;
}

export interface HostedThreadOptions {
  /** Folder of everything that is kept; what people are told names files in it by their path from there. */
  readonly dataDirectory?: string;
  /** Most memory of a thread's JavaScript objects, tensors of native and wasm backends not counted; Node's own limit where absent. */
  readonly heapMebibytes?: number;
}

interface PendingCall extends CallOptions {
  readonly settle: (outcome: { readonly output: unknown } | { readonly error: unknown }) => void;
}

/**
 * One thread, as the process that started it sees it. A call that breaks the thread fails with the reason; those that
 * waited behind it fail with a `NotBegunError`.
 */
export class HostedThread {
  private readonly worker: Worker;
  private readonly pending = new Map<number, PendingCall>();
  private nextId = 0;
  private begun: number | undefined;
  private dead = false;

  constructor(
    file: string,
    setup: ThreadSetup,
    private readonly options: HostedThreadOptions,
  ) {
    const { heapMebibytes } = options;
    const resourceLimits = heapMebibytes ? { maxOldGenerationSizeMb: heapMebibytes } : {};
    this.worker = new Worker(file, { workerData: setup, resourceLimits });
    this.worker.on('message', (reply: ThreadReply) => this.hear(reply));
    this.worker.on('error', (error) => this.die(diedOf(error)));
    this.worker.on('exit', () =>
      this.die(new TryAgainError('CONFLICT', 'The thread that computes models was stopped')),
    );
  }

  /** Whether it takes calls. */
  get isAlive(): boolean {
    return !this.dead;
  }

  /** Hears once that it has ended, whatever the reason. */
  onExit(listener: () => void): void {
    this.worker.once('exit', listener);
  }

  /** Runs a task after the ones that were called before. */
  call(task: string, input: unknown, { signal, onMessage }: CallOptions): Promise<unknown> {
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
    this.dead = true;
    await this.worker.terminate();
  }

  private hear(reply: ThreadReply): void {
    if (reply.kind === 'begun') this.begun = reply.id;
    if (reply.kind === 'message') this.pending.get(reply.id)?.onMessage?.(reply.message);
    if (reply.kind === 'output') this.settle(reply.id, { output: reply.output });
    if (reply.kind === 'error') this.hearError(reply.id, reply.error);
  }

  private hearError(id: number, error: CrossingError): void {
    this.settle(id, { error: fromCrossing(error, this.options) });
    if (!error.fatal) return;
    this.die(new NotBegunError());
    void this.worker.terminate();
  }

  private settle(id: number, outcome: { readonly output: unknown } | { readonly error: unknown }): void {
    const call = this.pending.get(id);
    this.pending.delete(id);
    if (this.pending.size === 0) this.worker.unref(); // an idle thread keeps no process alive
    call?.settle(outcome);
  }

  private die(error: Error): void {
    this.dead = true;
    const isToBlame = (id: number) => this.begun === undefined || id === this.begun; // before the first, the thread itself
    for (const id of [...this.pending.keys()])
      this.settle(id, { error: isToBlame(id) ? error : new NotBegunError() });
  }
}

function diedOf(error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException; // an Error of the thread, whose class may be another one than ours
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return error as Error;
  return conflict(
    'The thread that computes models ran out of memory: use a smaller model or fewer images, or register a ' +
      'version that a remote model server runs',
  );
}
