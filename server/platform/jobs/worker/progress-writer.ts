import type { DataSource } from 'typeorm';
import type { JobProgress } from '../job-task.js';

const WRITE_EVERY_MS = 250;

/** Writes the progress of one run of a job, at most four times a second however often it is reported. */
export class ProgressWriter {
  private pending: JobProgress = {};
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private wroteAt = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly job: { readonly id: string; readonly run: number },
  ) {}

  report(progress: JobProgress): void {
    this.pending = { ...this.pending, ...progress };
    const wait = Math.max(0, this.wroteAt + WRITE_EVERY_MS - performance.now());
    this.timer ??= setTimeout(() => this.write(), wait);
  }

  /** Writes what is left; nothing is written afterwards. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.timer) this.write();
    await this.writing;
  }

  private write(): void {
    this.timer = undefined;
    this.wroteAt = performance.now();
    const { done = null, total, message } = this.pending;
    this.pending = {};
    const values = [
      this.job.id,
      this.job.run,
      done,
      total !== undefined,
      total,
      message !== undefined,
      message,
    ];
    // Progress is a courtesy: what could not be written now is in the next report.
    this.writing = this.writing.then(() => this.dataSource.query(WRITE, values)).catch(() => {});
  }
}

const WRITE = `
  UPDATE jobs SET
    done = coalesce($3::bigint, done),
    total = CASE WHEN $4::boolean THEN $5::bigint ELSE total END,
    message = CASE WHEN $6::boolean THEN $7::text ELSE message END
  WHERE id = $1 AND run = $2 AND status = 'RUNNING'
`;
