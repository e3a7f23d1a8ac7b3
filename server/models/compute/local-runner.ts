import { SharedThread, type SharedThreadOptions, type ThreadHost } from '../../platform/index.js';
import type {
  CheckedPrompt,
  GenerateTask,
  ModelRunner,
  RawImage,
  RunOptions,
  ScoreTask,
} from './model-runner.js';
import type { LoadableModel } from './pipeline-tasks.js';
import type { PipelineTasks } from './thread-tasks.js';

/** Images of one call: others get their turn between calls. */
const IMAGES_A_CALL = 8;
const BYTES_OF_A_NUMBER = 4;

/** What of a version decides how it is run here. */
export interface LocalVersion {
  readonly id: string;
  readonly kind: 'REWARD' | 'GENERATOR';
  readonly parameterCount: number | null;
}

/**
 * Runs versions in two threads, one for what draws and one for what answers at once, since a score must not wait for
 * a drawing of minutes: this needs no order of turns inside a thread, and uses a second core. Each keeps the models
 * used last, in half of the memory that there is for them.
 */
export class LocalRunner implements ModelRunner<LocalVersion> {
  private readonly drawing: SharedThread<PipelineTasks>;
  private readonly answering: SharedThread<PipelineTasks>;

  /** @param folderOf where the files of a version are, by its id */
  constructor(
    host: ThreadHost<PipelineTasks>,
    private readonly folderOf: (versionId: string) => Promise<string>,
    options: SharedThreadOptions = {},
  ) {
    this.drawing = new SharedThread(host, options);
    this.answering = new SharedThread(host, options);
  }

  async score(
    version: LocalVersion,
    { images, ...task }: ScoreTask,
    { signal }: RunOptions = {},
  ): Promise<number[]> {
    const model = await this.load(version);
    const scores: number[] = [];
    for (let first = 0; first < images.length; first += IMAGES_A_CALL) {
      const some = images.slice(first, first + IMAGES_A_CALL);
      scores.push(
        ...(await this.answering.call('scoreImages', { ...task, model, images: some }, { signal })),
      );
    }
    return scores;
  }

  async generate(
    version: LocalVersion,
    task: GenerateTask,
    { signal, onStep }: RunOptions = {},
  ): Promise<RawImage> {
    const model = await this.load(version);
    const onMessage = ({ done }: { readonly done: number }) => onStep?.(done);
    return this.drawing.call('generateImage', { ...task, model }, { signal, onMessage });
  }

  async checkPrompt({ id, kind }: LocalVersion, prompt: string): Promise<CheckedPrompt> {
    const folder = await this.folderOf(id);
    return this.answering.call('checkPrompt', { versionId: id, kind, folder, prompt });
  }

  private async load({ id, parameterCount }: LocalVersion): Promise<LoadableModel> {
    const folder = await this.folderOf(id);
    return { versionId: id, folder, byteSize: BYTES_OF_A_NUMBER * (parameterCount ?? 0) };
  }
}
