import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import {
  boundsWords,
  conflict,
  invalidInput,
  isWithin,
  notFound,
  wholeWithin,
} from '../../platform/index.js';
import { SIGNED_SEED_RANGE } from '../../random/index.js';
import type { GenerateTask, ModelRunner, Profile, ScoreTask } from '../compute/model-runner.js';
import { samplingFields } from '../compute/sampling-limits.js';
import { labelledPng } from '../inference/drawing/labelled-png.js';
import { requireShort, SCORED_IMAGES_RANGE } from '../inference/limits.js';
import type { RegistryService } from '../registry/registry.service.js';
import type {
  InferenceRequest,
  ModelMetadata,
  Tensor,
  TensorMetadata,
} from '../remote/inference-protocol.js';
import { numbersOf, textsOf } from '../remote/tensor-elements.js';
import { ModelKind } from '../versions/model-kind.js';
import type { ModelVersion } from '../versions/model-version.entity.js';

/** Our models by the names that the protocol serves them under. */
const KINDS: Readonly<Record<string, ModelKind>> = {
  reward: ModelKind.REWARD,
  generator: ModelKind.GENERATOR,
};

const TENSORS: Readonly<Record<ModelKind, Pick<ModelMetadata, 'inputs' | 'outputs'>>> = {
  REWARD: {
    inputs: [tensor('prompt', 'BYTES', 1), tensor('profile', 'BYTES', 1), tensor('image', 'BYTES', -1)],
    outputs: [tensor('score', 'FP32', -1)],
  },
  GENERATOR: {
    inputs: [
      tensor('prompt', 'BYTES', 1),
      tensor('profile', 'BYTES', 1),
      tensor('seed', 'INT64', 1),
      tensor('index', 'INT32', 1),
      tensor('num_inference_steps', 'INT32', 1),
      tensor('guidance_scale', 'FP32', 1),
    ],
    outputs: [tensor('image', 'BYTES', 1)],
  },
};

const profile = z.record(z.string(), z.string());

/** Of images of one group. */
const INDEX_RANGE = { min: 0, max: 1_000 } as const;

const generation = z.object({
  seed: wholeWithin(SIGNED_SEED_RANGE).default(0),
  index: wholeWithin(INDEX_RANGE).default(0),
  steps: samplingFields.steps.optional(),
  guidance: samplingFields.guidance.optional(),
});

/** Our own models as servers of the Open Inference Protocol v2 offer theirs: `reward` and `generator`. */
export class ServedModels {
  constructor(
    private readonly versions: Pick<RegistryService, 'inProductionUnchecked' | 'listByIdsUnchecked'>,
    private readonly runner: ModelRunner<ModelVersion>,
  ) {}

  /**
   * The version of a name, the one in production unless another id is given.
   *
   * @throws {DomainError} NOT_FOUND, or CONFLICT where none is in production, or one of another server
   */
  async find(name: string, versionId?: string): Promise<ModelVersion> {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!kind) throw notFound('The model', `"${name}" (there are ${Object.keys(KINDS).join(' and ')})`);
    if (versionId === undefined) return ownOf(await this.versions.inProductionUnchecked(kind));
    const [version] = isUuid(versionId) ? await this.versions.listByIdsUnchecked([versionId]) : [];
    if (version?.kind !== kind || version.endpoint) throw notFound(`Version of ${name}`, versionId);
    return version;
  }

  metadata(name: string, { id, kind, architecture }: ModelVersion): ModelMetadata {
    return { name, versions: [id], platform: `toile_${architecture}`, ...TENSORS[kind] };
  }

  /** @returns the one output of the model */
  async infer(version: ModelVersion, request: InferenceRequest, signal: AbortSignal): Promise<Tensor> {
    const inputs = new Map(request.inputs.map((input) => [input.name, input]));
    const [output] = TENSORS[version.kind].outputs as [TensorMetadata];
    refuseUnknown(version.kind, request);
    if (version.kind === ModelKind.REWARD) {
      const scores = await this.runner.score(version, scoreTask(inputs), { signal });
      return { ...output, shape: [scores.length], data: scores };
    }
    const task = generateTask(inputs);
    const image = await this.runner.generate(version, task, { signal });
    const png = await labelledPng(image, { ...task, modelName: version.name, versionId: version.id });
    return { ...output, shape: [1], data: [png.toString('base64')] };
  }
}

function ownOf(version: ModelVersion): ModelVersion {
  if (!version.endpoint) return version;
  throw conflict(`"${version.name}", which is in production, runs on another server: ask that one`);
}

type Inputs = ReadonlyMap<string, Tensor>;

function refuseUnknown(kind: ModelKind, { inputs, outputs = [] }: InferenceRequest): void {
  const sides = [
    { given: inputs, known: TENSORS[kind].inputs },
    { given: outputs, known: TENSORS[kind].outputs },
  ];
  for (const { given, known } of sides) {
    const unknown = given.find(({ name }) => !known.some((tensor) => tensor.name === name));
    if (unknown) {
      const names = known.map(({ name }) => name).join(', ');
      throw invalidInput(`There is no tensor "${unknown.name}": this model has ${names}`);
    }
  }
}

function scoreTask(inputs: Inputs): ScoreTask {
  const image = inputs.get('image');
  const texts = image ? textsOf(image) : [];
  if (!isWithin(SCORED_IMAGES_RANGE, texts.length)) {
    throw invalidInput(
      `"image" must hold ${boundsWords(SCORED_IMAGES_RANGE, 'PNG')}, JPEG or WebP files in base64`,
    );
  }
  const images = texts.map((text, position) => ({
    name: `image ${position}`,
    bytes: Buffer.from(text, 'base64'),
  }));
  return { prompt: promptOf(inputs), profile: profileOf(inputs), images };
}

function generateTask(inputs: Inputs): GenerateTask {
  const { data, error } = generation.safeParse({
    seed: numberOf(inputs, 'seed'),
    index: numberOf(inputs, 'index'),
    steps: numberOf(inputs, 'num_inference_steps'),
    guidance: numberOf(inputs, 'guidance_scale'),
  });
  if (error) throw invalidInput(z.prettifyError(error));
  return { prompt: promptOf(inputs), profile: profileOf(inputs), ...data };
}

function promptOf(inputs: Inputs): string {
  const [prompt = '', ...more] = textsIn(inputs, 'prompt');
  if (prompt.trim() === '' || more.length > 0)
    throw invalidInput('"prompt" must hold one text that is not empty');
  requireShort(prompt.trim());
  return prompt.trim();
}

/** Without one, every feature is unknown. */
function profileOf(inputs: Inputs): Profile {
  const [text = '{}', ...more] = textsIn(inputs, 'profile');
  const { data, success } = profile.safeParse(jsonOf(text));
  if (success && more.length === 0) return data;
  throw invalidInput(
    '"profile" must hold one JSON object of texts, e.g. {"store":"Atelier Nord","country":"SE"}',
  );
}

const textsIn = (inputs: Inputs, name: string): string[] => {
  const tensor = inputs.get(name);
  return tensor ? textsOf(tensor) : [];
};

function numberOf(inputs: Inputs, name: string): number | undefined {
  const tensor = inputs.get(name);
  if (!tensor) return undefined;
  const [number, ...more] = numbersOf(tensor);
  if (number !== undefined && more.length === 0) return number;
  throw invalidInput(`"${name}" must hold one number, or be left out`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tensor(name: string, datatype: string, size: number): TensorMetadata {
  return { name, datatype, shape: [size] };
}
