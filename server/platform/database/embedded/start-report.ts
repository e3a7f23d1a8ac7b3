import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Words of PostgreSQL that say why it does not start, after the time and process of a log line. */
const REASON = /^.*\] ((?:FATAL|PANIC|ERROR|DETAIL|HINT): .*)$/;

/** What the programs print at every failed start. */
const NO_REASON = /^waiting for server|^pg_ctl: could not start server|^Examine the log|Future log output/;

/** What PostgreSQL says while it starts: in a file of `pg_ctl`, and then in the log of the cluster. */
export class StartReport {
  /** Where `pg_ctl` sends what the server prints. */
  readonly file: string;

  private constructor(
    private readonly cluster: string,
    private readonly sizesBefore: ReadonlyMap<string, number>,
  ) {
    this.file = startFileOf(cluster);
  }

  /** Begins just before a start. */
  static async begin(cluster: string): Promise<StartReport> {
    await rm(startFileOf(cluster), { force: true });
    return new StartReport(cluster, await logSizes(cluster));
  }

  /** Why the start failed, in the words of PostgreSQL. @param printed by `pg_ctl` */
  async reason(printed: string): Promise<string> {
    const texts = [printed, await readFile(this.file, 'utf8').catch(() => '')];
    for (const path of (await logSizes(this.cluster)).keys()) {
      const bytes = await readFile(path).catch(() => Buffer.alloc(0));
      texts.push(bytes.subarray(this.sizesBefore.get(path) ?? 0).toString('utf8'));
    }
    const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
    const told = lines.filter((line) => !NO_REASON.test(line));
    const reasons = told.flatMap((line) => REASON.exec(line)?.[1] ?? (isLogLine(line) ? [] : line));
    return (reasons.length > 0 ? reasons : lines).join(' ');
  }
}

const startFileOf = (cluster: string) => join(cluster, 'start.log');

const isLogLine = (line: string) => /\[\d+\] [A-Z0-9]+: /.test(line);

/** Bytes of each file of the log, by path. */
async function logSizes(cluster: string): Promise<Map<string, number>> {
  const folder = join(cluster, 'log');
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    sizes.set(path, (await stat(path).catch(() => ({ size: 0 }))).size);
  }
  return sizes;
}
