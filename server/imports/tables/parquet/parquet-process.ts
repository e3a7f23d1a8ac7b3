import { Worker } from 'node:worker_threads';
import { DomainError } from '../../../platform/errors/index.js';
import { beginningOf } from '../../shown-text.js';
import { fileSource, type TableSource } from '../table-source.js';
import { parquetAnswers } from './parquet-answers.js';
import { unreadable } from './parquet-limits.js';
import type { ParquetAnswer } from './parquet-messages.js';

const MAX_REASON_LENGTH = 300;

/** Each message asks for the next answer. */
function answer({ name, byteSize, slice }: TableSource): void {
  const answers = parquetAnswers({ byteLength: byteSize, slice }, name);
  const next = async (): Promise<ParquetAnswer> => {
    try {
      const { value } = await answers.next();
      return value ?? { kind: 'end' };
    } catch (error) {
      return { kind: 'refused', message: refusal(name, error) };
    }
  };
  process.on('message', async () => process.send?.(await next()));
  process.on('disconnect', () => process.exit());
}

function refusal(name: string, error: unknown): string {
  if (error instanceof DomainError) return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return unreadable(name, beginningOf(reason, MAX_REASON_LENGTH));
}

new Worker(new URL('./process-watch.js', import.meta.url), { workerData: process.ppid }).unref();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // meant for who started it

const [path, name] = process.argv.slice(2);
answer(await fileSource(path!, name)); // `ParquetReader` states both
