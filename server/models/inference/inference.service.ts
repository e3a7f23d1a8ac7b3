import { randomInt } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { StoreService } from '../../catalog/index.js';
import { PHRASES } from '../../garments/index.js';
import {
  authorize,
  boundsWords,
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
import { SIGNED_SEED_RANGE } from '../../random/index.js';
import { USE_MODELS } from '../access.js';
import type { ModelRunner } from '../compute/model-runner.js';
import { usualSampling } from '../compute/usual-sampling.js';
import type { RegistryService } from '../registry/registry.service.js';
import { ModelRunKind } from '../runs/records/model-run.entity.js';
import { startRunUnchecked } from '../runs/start-run.js';
import { ModelKind } from '../versions/model-kind.js';
import type { ModelVersion } from '../versions/model-version.entity.js';
import {
  GENERATION_TASK,
  type GenerationSettings,
  generationSettings,
} from './drawing/generation-settings.js';
import type { GenerateCandidatesInput, ScoreImagesInput } from './inference.input.js';
import type { PromptPhrases, ScoreImagesPayload } from './inference.type.js';
import { requireShort, SCORED_IMAGES_RANGE } from './limits.js';
import { Scoring } from './scoring/scoring.js';
import { coverageOf, profileOf } from './store-profile.js';

/**
 * Prompts that are checked before something is drawn for them: few, so that they leave the thread's queue to others.
 */
const CHECKS = { atATime: 4, waiting: 32, subject: 'The models are' };
/** Drawings that a person may have waiting or running. */
const MAX_UNFINISHED = 4;
/** A drawing takes its time: asking at once would be refused again. */
const RETRY_AFTER_SECONDS = 30;

export interface InferenceServiceOptions {
  readonly dataSource: DataSource;
  readonly jobs: JobService;
  readonly registry: RegistryService;
  readonly stores: StoreService;
  readonly images: ImageService;
  readonly runner: ModelRunner<ModelVersion>;
  readonly log: Logger;
}

/** Scores images, and queues the drawing of images, for stores that the viewer sees. */
export class InferenceService {
  private readonly scoring: Scoring;
  private readonly checks = new Turns(CHECKS);

  constructor(private readonly options: InferenceServiceOptions) {
    this.scoring = new Scoring(options);
  }

  /**
   * @throws {DomainError} INVALID_INPUT for an empty or too long prompt, no or too many images, an image that cannot
   *         be read, a version of the other kind; NOT_FOUND for a store, image or version the viewer does not see;
   *         CONFLICT where no version is in production; RATE_LIMITED where too many requests wait; FORBIDDEN
   */
  async score(viewer: Viewer, workspaceId: string, request: ScoreImagesInput): Promise<ScoreImagesPayload> {
    authorize(viewer, USE_MODELS);
    const prompt = promptOf(request);
    const { imageIds } = request;
    if (!isWithin(SCORED_IMAGES_RANGE, imageIds.length)) {
      throw invalidInput(
        `imageIds must name ${boundsWords(SCORED_IMAGES_RANGE, 'images')}: ask again for more`,
      );
    }
    const store = await this.options.stores.get(viewer, workspaceId, request.storeId);
    const images = await this.options.images.getAll(viewer, imageIds); // also where their scores are kept
    const version = await this.versionOf(viewer, ModelKind.REWARD, request.versionId);
    const profile = profileOf(store);
    const { scores, unknownWords } = await this.scoring.scores(viewer, version, { prompt, profile, images });
    return {
      version,
      scores: imageIds.map((imageHash, i) => ({ imageHash, score: scores[i]! })),
      ...coverageOf(version.features, profile),
      unknownWords,
    };
  }

  /** Queues a run of the kind GENERATE. @throws {DomainError} as `score` */
  async generate(viewer: Viewer, workspaceId: string, request: GenerateCandidatesInput): Promise<Job> {
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
    const seed = request.seed ?? randomInt(SIGNED_SEED_RANGE.max + 1);
    const run = await this.start(viewer, {
      workspaceId,
      storeId: store.id,
      versionId: version.id,
      seed,
      settings,
    });
    return this.options.jobs.get(viewer, run.id);
  }

  /** The phrases that prompts of the version's training data were made of; none where they are not known. */
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
    return startRunUnchecked(this.options, viewer, {
      ...run,
      settings: { ...run.settings },
      kind: ModelRunKind.GENERATE,
      task: GENERATION_TASK,
      mayStart: (manager) => refuseFlood(manager, viewer),
    });
  }

  /** @throws {DomainError} NOT_FOUND, CONFLICT, or INVALID_INPUT for a version of the other kind */
  private async versionOf(viewer: Viewer, kind: ModelKind, id?: string | null): Promise<ModelVersion> {
    if (id == null) return this.options.registry.inProductionUnchecked(kind);
    const version = await this.options.registry.get(viewer, id);
    if (version.kind === kind) return version;
    throw invalidInput(`"${version.name}" is a ${version.kind} model: this needs a ${kind} one`);
  }
}

function promptOf({ prompt }: { readonly prompt: string }): string {
  const text = prompt.trim();
  if (text === '') throw invalidInput('The prompt is empty: describe the garment in a few words');
  requireShort(text);
  return text;
}

/** Takes the requests of a person one after the other, so that concurrent ones do not get past the limit. */
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
  if (count < MAX_UNFINISHED) return;
  throw rateLimited(
    `You have ${count} drawings under way: wait for one of them, or cancel it`,
    RETRY_AFTER_SECONDS,
  );
}
