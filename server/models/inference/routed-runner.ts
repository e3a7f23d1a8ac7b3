import type { LocalRunner } from '../compute/local-runner.js';
import type {
  CheckedPrompt,
  GenerateTask,
  ModelRunner,
  RawImage,
  RunOptions,
  ScoreTask,
} from '../compute/model-runner.js';
import type { RemoteRunner } from '../remote/remote-runner.js';
import type { ModelVersion } from '../versions/model-version.entity.js';

/** Runs each version where it is: here, or on the server it points to. */
export class RoutedRunner implements ModelRunner<ModelVersion> {
  constructor(
    private readonly local: LocalRunner,
    private readonly remote: RemoteRunner,
  ) {}

  score(version: ModelVersion, task: ScoreTask, options?: RunOptions): Promise<number[]> {
    return this.of(version).score(version, task, options);
  }

  generate(version: ModelVersion, task: GenerateTask, options?: RunOptions): Promise<RawImage> {
    return this.of(version).generate(version, task, options);
  }

  checkPrompt(version: ModelVersion, prompt: string): Promise<CheckedPrompt> {
    return this.of(version).checkPrompt(version, prompt);
  }

  private of({ endpoint }: ModelVersion): ModelRunner<ModelVersion> {
    return endpoint ? this.remote : this.local;
  }
}
