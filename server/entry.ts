import { DomainError, isStopped, JOB_STOPPED } from './platform/index.js';

const REPEAT_MS = 2_000;

/** Runs an entry: what its user could have avoided is said in a sentence, anything else with its stack. */
export async function runEntry(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${textOf(error)}\n`);
    process.exitCode = 1;
  }
}

function textOf(error: unknown): string | undefined {
  if (isForPeople(error)) return error.message;
  return isStopped(error) ? JOB_STOPPED : stackOf(error);
}

/** `ModelError` by name: its module would load TensorFlow.js into every entry. */
const isForPeople = (error: unknown): error is Error =>
  error instanceof DomainError || (error instanceof Error && error.name === 'ModelError');

const stackOf = (error: unknown) => (error instanceof Error ? error.stack : String(error));

/**
 * Stops in good order on SIGTERM and SIGINT, and at once on a second signal. Ctrl-C below npm arrives twice, so
 * that what follows within two seconds counts as the same signal.
 */
export function onStopSignal(stop: (signal: NodeJS.Signals) => Promise<void>): void {
  let stoppingSince: number | undefined;
  const listen = (signal: NodeJS.Signals) => {
    if (stoppingSince === undefined) {
      stoppingSince = performance.now();
      void runEntry(() => stop(signal)).then(() => process.exit());
      return;
    }
    if (performance.now() - stoppingSince > REPEAT_MS) process.exit(1);
  };
  process.on('SIGTERM', listen).on('SIGINT', listen);
}
