import { randomInt } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { StoreService } from '../../catalog/index.js';
import { PHRASES } from '../../garments/index.js';
import {
  authorize,
  boundsWords,
  type Image,
  type ImageService,
  idOf,
  invalidInput,
  isWithin,
  type Job,
  type JobService,
  type Logger,
  rateLimited,
  Turns,
  type Viewer,
} from '../../platform/index.js';
import { USE_MODELS } from '../access.js';
import type { ModelRunner, NamedImage, ScoreTask } from '../compute/model-runner.js';
import { usualSampling } from '../compute/usual-sampling.js';
import { ModelKind, type ModelVersion } from '../registry/model-version.entity.js';
import type { RegistryService } from '../registry/registry.service.js';
import { requireShort } from '../require-short.js';
import { ModelRunKind } from '../runs/model-run.entity.js';
import { startRun } from '../runs/start-run.js';
import { GENERATION_TASK, type GenerationSettings, generationSettings } from './generation-settings.js';
import type { GenerationRequest, ImageScores, Inference, PromptPhrases, ScoreRequest } from './inference.js';
import { SCORED_IMAGES } from './inference.js';
import { isPinned, type PromptScores, ScoreCache } from './score-cache.js';
import { coverageOf, profileOf } from './store-profile.js';
import { toldTo } from './told-to.js';
import { withinTime } from './within-time.js';

const IMAGES_AT_A_TIME = 8;
/** Scorings that hold the bytes of their pictures, and those that wait to. */
const SCORINGS = { atATime: 2, waiting: 32, subject: 'The models are' };
/** Prompts that are checked before something is drawn for them: few, so that they leave the thread's queue to others. */
const CHECKS = { atATime: 4, waiting: 32, subject: 'The models are' };
/** Of one scoring from its turn on, whatever number of pictures it has. */
const SCORING_LIMIT_MS = 300_000;
/** Drawings that a person may have waiting or running. */
const UNFINISHED_LIMIT = 4;
/** A drawing takes its time: asking at once would be refused again. */
const RETRY_AFTER_SECONDS = 30;
const SEED_LIMIT = 2 ** 31;

export interface InferenceServiceOptions {
  readonly dataSource: DataSource;
  readonly jobs: JobService;
  readonly registry: RegistryService;
  readonly stores: StoreService;
  readonly images: ImageService;
  readonly runner: ModelRunner;
  readonly log: Logger;
}

/** Scores pictures, and queues the drawing of pictures, for stores that the viewer sees. */
export class InferenceService implements Inference {
  private readonly cache = new ScoreCache();
  private readonly scorings = new Turns(SCORINGS);
  private readonly checks = new Turns(CHECKS);

  constructor(private readonly options: InferenceServiceOptions) {}

  async score(viewer: Viewer, workspaceId: string, request: ScoreRequest): Promise<ImageScores> {
    authorize(viewer, USE_MODELS);
    const prompt = promptOf(request);
    const { imageIds } = request;
    if (!isWithin(SCORED_IMAGES, imageIds.length)) {
      throw invalidInput(`imageIds must name ${boundsWords(SCORED_IMAGES, 'pictures')}: ask again for more`);
    }
    const store = await this.options.stores.get(viewer, workspaceId, request.storeId);
    const images = await this.options.images.getAll(viewer, imageIds); // also where their scores are kept
    const imageOf = new Map(images.map((image) => [image.hash, image]));
    const version = await this.versionOf(viewer, ModelKind.REWARD, request.versionId);
    const profile = profileOf(store);
    const context = { versionId: version.id, profile, prompt };
    const cache = isPinned(version) ? this.cache : new ScoreCache();
    const { scores, unknownWords } = await cache.scores(context, imageIds, (hashes) =>
      this.scorings
        .take(() =>
          this.compute(version, { prompt, profile, images: hashes.map((hash) => imageOf.get(hash)!) }),
        )
        .catch(toldTo(viewer, this.options.log)),
    );
    return {
      version,
      scores: imageIds.map((imageHash, i) => ({ imageHash, score: scores[i]! })),
      ...coverageOf(version.features, profile),
      unknownWords,
    };
  }

  async generate(viewer: Viewer, workspaceId: string, request: GenerationRequest): Promise<Job> {
    authorize(viewer, USE_MODELS);
    const prompt = promptOf(request);
    const store = await this.options.stores.get(viewer, workspaceId, request.storeId);
    const version = await this.versionOf(viewer, ModelKind.GENERATOR, request.versionId);
    const asked = generationSettings(request, {
      prompt,
      profile: profileOf(store),
      usual: usualSampling(version),
    });
    const { unknownWords } = await this.checks.take(() => this.options.runner.checkPrompt(version, prompt));
    const settings = { ...asked, unknownWords };
    const seed = request.seed ?? randomInt(SEED_LIMIT);
    const run = await this.start(viewer, {
      workspaceId,
      storeId: store.id,
      versionId: version.id,
      seed,
      settings,
    });
    return this.options.jobs.find(viewer, run.id);
  }

  vocabulary(viewer: Viewer): PromptPhrases[] {
    authorize(viewer, USE_MODELS);
    return Object.entries(PHRASES).map(([aspect, phrases]) => ({ aspect, phrases }));
  }

  private start(
    viewer: Viewer,
    run: {
      readonly workspaceId: string;
      readonly storeId: string;
      readonly versionId: string;
      readonly seed: number;
      readonly settings: GenerationSettings;
    },
  ) {
    return startRun(this.options, viewer, {
      ...run,
      settings: { ...run.settings },
      kind: ModelRunKind.GENERATE,
      task: GENERATION_TASK,
      mayStart: (manager) => refuseFlood(manager, viewer),
    });
  }

  /** @throws {DomainError} NOT_FOUND, CONFLICT, or INVALID_INPUT for a version of the other kind */
  private async versionOf(viewer: Viewer, kind: ModelKind, id?: string | null): Promise<ModelVersion> {
    if (id == null) return this.options.registry.inProduction(kind);
    const version = await this.options.registry.get(viewer, id);
    if (version.kind === kind) return version;
    throw invalidInput(`"${version.name}" is a ${version.kind} model: this needs a ${kind} one`);
  }

  /** Checks the prompt first, then scores a few pictures at a time, so that few are in memory. */
  private async compute(
    version: ModelVersion,
    { images, ...task }: Omit<ScoreTask, 'images'> & { readonly images: readonly Image[] },
  ): Promise<PromptScores> {
    const { unknownWords } = await this.options.runner.checkPrompt(version, task.prompt);
    const scores: number[] = [];
    await withinTime(SCORING_LIMIT_MS, 'Scoring', async (signal) => {
      for (let first = 0; first < images.length; first += IMAGES_AT_A_TIME) {
        const some = await this.read(images.slice(first, first + IMAGES_AT_A_TIME));
        scores.push(...(await this.options.runner.score(version, { ...task, images: some }, { signal })));
      }
    });
    return { scores, unknownWords };
  }

  private async read(images: readonly Image[]): Promise<NamedImage[]> {
    const read: NamedImage[] = [];
    for (const image of images) {
      const { stream } = await this.options.images.open(image, null);
      const { hash } = image;
      read.push({ name: `Image ${hash}`, hash, bytes: Buffer.concat(await stream.toArray()) });
    }
    return read;
  }
}

function promptOf({ prompt }: { readonly prompt: string }): string {
  const text = prompt.trim();
  if (text === '') throw invalidInput('The prompt is empty: describe the garment in a few words');
  requireShort(text);
  return text;
}

/** One after the other a person, so that nobody gets past the limit with requests at once. */
async function refuseFlood(manager: EntityManager, viewer: Viewer): Promise<void> {
  const requesterId = idOf(viewer);
  if (requesterId === null) return;
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('generate-candidates'), hashtext($1))`, [
    requesterId,
  ]);
  const [{ count }] = await manager.query(
    'SELECT count(*)::int AS count FROM jobs WHERE requester_id = $1 AND kind = $2 AND finished_at IS NULL',
    [requesterId, GENERATION_TASK],
  );
  if (count < UNFINISHED_LIMIT) return;
  throw rateLimited(
    `You have ${count} drawings under way: wait for one of them, or cancel it`,
    RETRY_AFTER_SECONDS,
  );
}
