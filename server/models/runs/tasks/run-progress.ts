import type { JobHandle } from '../../../platform/index.js';
import type { RunRecorder } from '../records/run-recorder.js';
import { TimeLeft } from './time-left.js';

export interface RunStep {
  /** Which part of the run this is; a part has a rate of its own. */
  readonly stage: string;
  /** Over the whole run. */
  readonly done: number;
  readonly total: number;
  /** What is being done, for people. */
  readonly message: string;
}

/** Says how far a run is: in its job, and as the seconds left of the whole run at the rate of the part of now. */
export class RunProgress {
  private stage = '';
  private timeLeft = new TimeLeft();

  constructor(
    private readonly job: Pick<JobHandle, 'report'>,
    private readonly recorder: Pick<RunRecorder, 'setSecondsLeft'>,
  ) {}

  report({ stage, done, total, message }: RunStep): void {
    if (stage !== this.stage) this.timeLeft = new TimeLeft();
    this.stage = stage;
    this.timeLeft.note({ atMs: performance.now(), done });
    const seconds = this.timeLeft.seconds(total) || null; // what comes after the last one has no rate
    this.recorder.setSecondsLeft(seconds);
    this.job.report({ done, total, message: seconds ? `${message}, ${inWords(seconds)}` : message });
  }
}

function inWords(seconds: number): string {
  if (seconds < 60) return 'less than a minute left';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes} min left`;
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}
