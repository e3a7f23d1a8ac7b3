import { type Image, type ImageService, type Logger, Turns, type Viewer } from '../../../platform/index.js';
import type { ModelRunner, NamedImage, Profile } from '../../compute/model-runner.js';
import type { ModelVersion } from '../../versions/model-version.entity.js';
import { rethrowFor } from '../public-error.js';
import { isPinned, type PromptScores, ScoreCache } from './score-cache.js';
import { withinTime } from './within-time.js';

const IMAGES_AT_A_TIME = 8;
/** Scorings that hold the bytes of their images, and those that wait to. */
const TURNS = { atATime: 2, waiting: 32, subject: 'The models are' };
/** Of one scoring from its turn on, whatever number of images it has. */
const LIMIT_MS = 300_000;

export interface ScoringParts {
  readonly images: ImageService;
  readonly runner: ModelRunner<ModelVersion>;
  readonly log: Logger;
}

/** What is scored. */
export interface ScoringRequest {
  readonly prompt: string;
  readonly profile: Profile;
  /** Those that the viewer sees. */
  readonly images: readonly Image[];
}

/** Scores images a few at a time, and remembers what versions that are pinned said of them. */
export class Scoring {
  private readonly cache = new ScoreCache();
  private readonly turns = new Turns(TURNS);

  constructor(private readonly parts: ScoringParts) {}

  /** @param viewer who reads the failures */
  scores(
    viewer: Viewer,
    version: ModelVersion,
    { prompt, profile, images }: ScoringRequest,
  ): Promise<PromptScores> {
    const context = { versionId: version.id, profile, prompt };
    const imageOf = new Map(images.map((image) => [image.hash, image]));
    const cache = isPinned(version) ? this.cache : new ScoreCache(images.length);
    return cache.scores(
      context,
      images.map(({ hash }) => hash),
      (hashes) =>
        this.turns
          .take(() =>
            this.compute(version, { prompt, profile, images: hashes.map((hash) => imageOf.get(hash)!) }),
          )
          .catch(rethrowFor(viewer, this.parts.log)),
    );
  }

  /** Checks the prompt first, then scores a few images at a time, so that few are in memory. */
  private async compute(version: ModelVersion, { images, ...task }: ScoringRequest): Promise<PromptScores> {
    const { unknownWords } = await this.parts.runner.checkPrompt(version, task.prompt);
    const scores: number[] = [];
    await withinTime(LIMIT_MS, 'Scoring', async (signal) => {
      for (let first = 0; first < images.length; first += IMAGES_AT_A_TIME) {
        const some = await this.read(images.slice(first, first + IMAGES_AT_A_TIME));
        scores.push(...(await this.parts.runner.score(version, { ...task, images: some }, { signal })));
      }
    });
    return { scores, unknownWords };
  }

  private async read(images: readonly Image[]): Promise<NamedImage[]> {
    const read: NamedImage[] = [];
    for (const image of images) {
      const { stream } = await this.parts.images.openUnchecked(image, null);
      const { hash } = image;
      read.push({ name: `Image ${hash}`, hash, bytes: Buffer.concat(await stream.toArray()) });
    }
    return read;
  }
}
