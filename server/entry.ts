import { Life } from './life.js';
import { DomainError, dataDirectoryOf, fileErrorSentence, isStopped, JOB_STOPPED } from './platform/index.js';

const REPEAT_MS = 2_000;
/** What Toile writes is for its own user only: shop data, models, passwords. */
const PRIVATE = 0o077;

/**
 * Runs an entry, and closes what it holds if it fails. What its user could have avoided is said in a sentence,
 * anything else with its stack.
 *
 * SIGTERM and SIGINT stop it in good order, also while it starts. Work that listens for a signal itself is waited for.
 *
 * @param interrupted what to say if a signal ends the work before it is done; nothing by default
 */
export async function runEntry(
  work: (life: Life) => Promise<void>,
  interrupted?: DomainError,
): Promise<void> {
  process.umask(PRIVATE);
  const life = new Life();
  let isWorking = true;
  let isInterrupted = false;
  onStopSignal(async (signal) => {
    isInterrupted = isWorking && process.listenerCount(signal) === 1;
    life.askToStop();
    if (!isInterrupted) await working.catch(() => {});
    else if (interrupted) complain(interrupted);
    await life.end(signal, complain);
    process.exit();
  });
  const working = work(life).finally(() => {
    isWorking = false;
  });
  try {
    await working;
  } catch (error) {
    if (isInterrupted) return; // the end is under way
    complain(error);
    await life.end(null, complain);
    process.exit();
  }
}

function complain(error: unknown): void {
  process.stderr.write(`${sentenceOf(error) ?? stackOf(error)}\n`);
  process.exitCode = 1;
}

function sentenceOf(error: unknown): string | null {
  if (isForPeople(error)) return error.message;
  if (isStopped(error)) return JOB_STOPPED;
  return fileErrorSentence(error, dataDirectoryOf(process.env));
}

/** `ModelError` by name: its module would load TensorFlow.js into every entry. */
const isForPeople = (error: unknown): error is Error =>
  error instanceof DomainError || (error instanceof Error && error.name === 'ModelError');

const stackOf = (error: unknown) => (error instanceof Error ? error.stack : String(error));

/**
 * Calls `stop` at the first signal; a second one ends the process at once. Ctrl-C below npm arrives twice, so that
 * what follows within two seconds counts as the same signal.
 */
function onStopSignal(stop: (signal: NodeJS.Signals) => Promise<void>): void {
  let stoppingSince: number | undefined;
  const listen = (signal: NodeJS.Signals) => {
    if (stoppingSince === undefined) {
      stoppingSince = performance.now();
      void stop(signal);
      return;
    }
    if (performance.now() - stoppingSince > REPEAT_MS) process.exit(1);
  };
  process.on('SIGTERM', listen).on('SIGINT', listen);
}
