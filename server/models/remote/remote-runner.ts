import { randomUUID } from 'node:crypto';
import { type Environment, invalidInput } from '../../platform/index.js';
import { SIGNED_SEED_RANGE } from '../../random/index.js';
import type {
  CheckedPrompt,
  GenerateTask,
  ModelRunner,
  NamedImage,
  RawImage,
  RunOptions,
  ScoreTask,
} from '../compute/model-runner.js';
import type { ModelEndpoint } from '../versions/model-facts.type.js';
import type { ModelKind } from '../versions/model-kind.js';
import type { ModelVersion } from '../versions/model-version.entity.js';
import type { InferenceRequest, Tensor, TensorMetadata } from './inference-protocol.js';
import { type ModelTensors, matchTensors } from './model-tensors.js';
import { type CallLimits, type ClientParts, ProtocolClient } from './protocol-client.js';
import { rootOf } from './server-address.js';
import { serverKey } from './server-key.js';
import { numbersOf } from './tensor-elements.js';
import { fromImageTensor, toImageTensor } from './tensor-images.js';

const SCORE_LIMIT_MS = 60_000;
const GENERATE_LIMIT_MS = 290_000;
const REQUESTS_AT_A_TIME = 4;

/** What of a version decides how it is run on a server. */
type RemoteVersion = Pick<ModelVersion, 'id' | 'kind' | 'endpoint'>;

/** A remote model with the tensors its server said it has. */
interface OpenModel {
  readonly client: ProtocolClient;
  readonly tensors: ModelTensors;
}

/** Runs versions that a server of the Open Inference Protocol v2 holds. A server's metadata is read once a process. */
export class RemoteRunner implements ModelRunner<RemoteVersion> {
  private readonly open = new Map<string, Promise<OpenModel>>();

  /** @param environment where the keys of servers are */
  constructor(
    private readonly environment: Environment,
    private readonly parts: ClientParts,
  ) {}

  /**
   * Asks the server for the model's metadata and compares its inputs and outputs with what a model of the kind needs.
   *
   * @returns what the server calls its platform, e.g. `onnxruntime_onnx`
   * @throws {DomainError} INVALID_INPUT where it cannot be reached, has no such model, or the tensors do not fit
   */
  async check(kind: ModelKind, model: ModelEndpoint): Promise<{ readonly architecture: string }> {
    const client = this.clientOf(model);
    const metadata = await client.metadata();
    matchTensors(kind, metadata, model.tensors);
    return { architecture: metadata.platform || 'remote' };
  }

  /** One request per image, since servers differ in how many they take in one; a few requests at a time. */
  async score(version: RemoteVersion, task: ScoreTask, { signal }: RunOptions = {}): Promise<number[]> {
    const model = await this.openOnce(version);
    const scores: number[] = [];
    for (let first = 0; first < task.images.length; first += REQUESTS_AT_A_TIME) {
      const some = task.images.slice(first, first + REQUESTS_AT_A_TIME);
      scores.push(...(await Promise.all(some.map((image) => scoreOne(model, task, { image, signal })))));
    }
    return scores;
  }

  /**
   * A server without `index` gets another seed for every image of a group; it chooses its own default
   * sampling.
   */
  async generate(
    version: RemoteVersion,
    { prompt, profile, seed, index, steps, guidance }: GenerateTask,
    { signal }: RunOptions = {},
  ): Promise<RawImage> {
    const model = await this.openOnce(version);
    const ownSeed = model.tensors.inputs.has('index') ? seed : (seed + index) % (SIGNED_SEED_RANGE.max + 1);
    const values = {
      prompt,
      profile: JSON.stringify(profile),
      seed: ownSeed,
      index,
      num_inference_steps: steps,
      guidance_scale: guidance,
    };
    const inputs = filled(model.tensors, values);
    return fromImageTensor(await inferOne(model, inputs, { limitMs: GENERATE_LIMIT_MS, signal }));
  }

  /** Only the server knows its tokens. */
  async checkPrompt(): Promise<CheckedPrompt> {
    return { unknownWords: [] };
  }

  private openOnce(version: RemoteVersion): Promise<OpenModel> {
    const known = this.open.get(version.id);
    if (known) return known;
    const opening = this.openVersion(version);
    this.open.set(version.id, opening);
    opening.catch(() => this.open.delete(version.id));
    return opening;
  }

  private async openVersion({ kind, endpoint }: RemoteVersion): Promise<OpenModel> {
    const client = this.clientOf(endpoint!); // the caller chose this runner because there is one
    return { client, tensors: matchTensors(kind, await client.metadata(), endpoint!.tensors) };
  }

  private clientOf({ keyVariable, ...model }: ModelEndpoint): ProtocolClient {
    const apiKey = keyVariable ? serverKey(this.environment, keyVariable, rootOf(model.url)) : null;
    return new ProtocolClient({ ...model, apiKey }, this.parts);
  }
}

async function scoreOne(
  model: OpenModel,
  { prompt, profile }: ScoreTask,
  { image, signal }: { readonly image: NamedImage; readonly signal: AbortSignal | undefined },
): Promise<number> {
  const pixels = await toImageTensor(model.tensors.inputs.get('image')!, image);
  const texts = filled(model.tensors, { prompt, profile: JSON.stringify(profile) });
  const answer = await inferOne(model, [...texts, pixels], { limitMs: SCORE_LIMIT_MS, signal });
  const [score, ...more] = numbersOf(answer);
  if (score !== undefined && more.length === 0) return score;
  throw invalidInput(`The server answers ${more.length + 1} scores for one image`);
}

/** One element for every input that the server has, as it wants it; none for a setting that is not given. */
const filled = (
  { inputs }: ModelTensors,
  values: Readonly<Record<string, string | number | undefined>>,
): Tensor[] =>
  Object.entries(values).flatMap(([ours, value]) => {
    const tensor = inputs.get(ours);
    return tensor && value !== undefined ? [single(tensor, value)] : [];
  });

const single = ({ name, datatype, shape }: TensorMetadata, value: string | number): Tensor => ({
  name,
  datatype,
  shape: shape.map(() => 1),
  data: [value],
});

/** The one output that every kind of model has. */
async function inferOne(
  { client, tensors }: OpenModel,
  inputs: readonly Tensor[],
  limits: CallLimits,
): Promise<Tensor> {
  const [{ name }] = [...tensors.outputs.values()] as [TensorMetadata];
  const request: InferenceRequest = { id: randomUUID(), inputs: [...inputs], outputs: [{ name }] };
  const { outputs } = await client.infer(request, limits);
  const output = outputs.find((tensor) => tensor.name === name);
  if (output) return output;
  throw invalidInput(`The server answers no tensor "${name}"`);
}
