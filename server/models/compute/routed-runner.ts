import type {
  CheckedPrompt,
  GenerateTask,
  ModelRunner,
  RawPicture,
  RunnableVersion,
  RunOptions,
  ScoreTask,
} from './model-runner.js';

/** Runs each version where it is: here, or on the server it points to. */
export class RoutedRunner implements ModelRunner {
  constructor(
    private readonly local: ModelRunner,
    private readonly remote: ModelRunner,
  ) {}

  score(version: RunnableVersion, task: ScoreTask, options?: RunOptions): Promise<number[]> {
    return this.of(version).score(version, task, options);
  }

  generate(version: RunnableVersion, task: GenerateTask, options?: RunOptions): Promise<RawPicture> {
    return this.of(version).generate(version, task, options);
  }

  checkPrompt(version: RunnableVersion, prompt: string): Promise<CheckedPrompt> {
    return this.of(version).checkPrompt(version, prompt);
  }

  private of({ endpoint }: RunnableVersion): ModelRunner {
    return endpoint ? this.remote : this.local;
  }
}
