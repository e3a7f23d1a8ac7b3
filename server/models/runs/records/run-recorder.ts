import type { DataSource, EntityManager } from 'typeorm';
import type { TrainingPoint } from '../../training/index.js';

const WRITE_EVERY_MS = 500;

/** How much a line of a run's log matters. */
export type LogLevel = 'info' | 'warn' | 'error';

interface LogLine {
  readonly at: Date;
  readonly level: LogLevel;
  readonly message: string;
}

/** What is not written yet. */
interface Pending {
  readonly points: ReadonlyMap<string, TrainingPoint>;
  readonly lines: readonly LogLine[];
  /** Absent where it has not changed. */
  readonly secondsLeft?: number | null;
  readonly diverged?: true;
}

const NOTHING: Pending = { points: new Map(), lines: [] };

/**
 * Writes the loss curve, the log, the time left and whether training diverged of one run, at most twice a second. A
 * point that comes again, since the run went on at its last checkpoint, takes its own place.
 */
export class RunRecorder {
  private pending = NOTHING;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly runId: string,
  ) {}

  addPoint(point: TrainingPoint): void {
    this.addPoints([point]);
  }

  /** In one call, since each copies what waits to be written: a long curve, point by point, would block the server. */
  addPoints(points: readonly TrainingPoint[]): void {
    const byStep = points.map((point) => [`${point.step} ${point.stage}`, point] as const);
    this.add({ points: new Map(byStep), lines: [] });
  }

  addLine(message: string, level: LogLevel = 'info'): void {
    this.add({ points: new Map(), lines: [{ at: new Date(), level, message }] });
  }

  /** Null while it is not known. */
  setSecondsLeft(secondsLeft: number | null): void {
    this.add({ ...NOTHING, secondsLeft });
  }

  /** Notes for good that the loss ran away. */
  setDiverged(): void {
    this.add({ ...NOTHING, diverged: true });
  }

  /** Writes all that is left; what cannot be written is kept for another call. @throws what the database throws */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    return this.write();
  }

  private add(later: Pending): void {
    this.pending = joined(this.pending, later);
    this.timer ??= setTimeout(() => this.write().catch(() => {}), WRITE_EVERY_MS); // kept for the next one
  }

  private write(): Promise<void> {
    this.timer = undefined;
    const written = this.writing.then(() => this.writePending());
    this.writing = written.catch(() => {});
    return written;
  }

  private async writePending(): Promise<void> {
    const taken = this.pending;
    this.pending = NOTHING;
    try {
      await this.dataSource.transaction((manager) => writeAll(manager, this.runId, taken));
    } catch (error) {
      this.pending = joined(taken, this.pending);
      throw error;
    }
  }
}

const joined = (earlier: Pending, later: Pending): Pending => ({
  ...earlier,
  ...later,
  points: new Map([...earlier.points, ...later.points]),
  lines: [...earlier.lines, ...later.lines],
});

async function writeAll(
  manager: EntityManager,
  runId: string,
  { points, lines, secondsLeft, diverged }: Pending,
): Promise<void> {
  if (points.size > 0) await manager.query(WRITE_POINTS, [runId, JSON.stringify([...points.values()])]);
  if (lines.length > 0) await manager.query(WRITE_LINES, [runId, JSON.stringify(lines)]);
  if (secondsLeft !== undefined) {
    await manager.query('UPDATE model_runs SET seconds_left = $2 WHERE id = $1', [runId, secondsLeft]);
  }
  if (diverged) await manager.query('UPDATE model_runs SET diverged = true WHERE id = $1', [runId]);
}

const WRITE_POINTS = `
  INSERT INTO training_points (run_id, stage, step, steps, loss, learning_rate)
  SELECT $1, stage, step, steps, loss, "learningRate"
  FROM json_to_recordset($2) AS point (stage text, step integer, steps integer, loss float8, "learningRate" float8)
  ON CONFLICT (run_id, stage, step) DO UPDATE SET
    steps = excluded.steps, loss = excluded.loss, learning_rate = excluded.learning_rate
`;

const WRITE_LINES = `
  INSERT INTO run_log_lines (run_id, at, level, message)
  SELECT $1, at, level, message FROM json_to_recordset($2) AS line (at timestamptz, level text, message text)
`;
