import type {
  GenerateTask,
  ModelRunner,
  RawPicture,
  RunnableVersion,
  RunOptions,
  ScoreTask,
} from './model-runner.js';
import type { ModelTasks } from './model-tasks.js';
import type { LoadableModel } from './pipeline-tasks.js';
import type { SharedThread } from './shared-thread.js';

/** Pictures of one call: others get their turn between calls. */
const IMAGES_A_CALL = 8;
const BYTES_OF_A_NUMBER = 4;

/** Runs versions in the thread for models, which keeps those used last. */
export class LocalRunner implements ModelRunner {
  /** @param folderOf where the files of a version are, by its id */
  constructor(
    private readonly thread: SharedThread<ModelTasks>,
    private readonly folderOf: (versionId: string) => Promise<string>,
  ) {}

  async score(
    version: RunnableVersion,
    { images, ...task }: ScoreTask,
    { signal }: RunOptions = {},
  ): Promise<number[]> {
    const model = await this.load(version);
    const scores: number[] = [];
    for (let first = 0; first < images.length; first += IMAGES_A_CALL) {
      const some = images.slice(first, first + IMAGES_A_CALL);
      scores.push(...(await this.thread.call('scoreImages', { ...task, model, images: some }, { signal })));
    }
    return scores;
  }

  async generate(
    version: RunnableVersion,
    task: GenerateTask,
    { signal, onStep }: RunOptions = {},
  ): Promise<RawPicture> {
    const model = await this.load(version);
    const onMessage = ({ done }: { readonly done: number }) => onStep?.(done);
    return this.thread.call('generateImage', { ...task, model }, { signal, onMessage });
  }

  async checkPrompt({ id }: RunnableVersion, prompt: string): Promise<void> {
    await this.thread.call('checkPrompt', { folder: await this.folderOf(id), prompt });
  }

  private async load({ id, parameterCount }: RunnableVersion): Promise<LoadableModel> {
    const folder = await this.folderOf(id);
    return { versionId: id, folder, byteSize: BYTES_OF_A_NUMBER * (parameterCount ?? 0) };
  }
}
