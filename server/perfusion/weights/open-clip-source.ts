import type { StoredTensor, TensorDescription, TensorSource } from './stored-tensor.js';

/** How one tensor of Hugging Face's layout is taken from OpenAI's. */
interface Origin {
  readonly name: string;
  /** The third of a joint projection that it is: 0 query, 1 key, 2 value. */
  readonly third?: number;
  /** Whether rows and columns change places. */
  readonly turned?: boolean;
}

/** Names outside the Transformer layers, without weight or bias. */
const PARTS: Readonly<Record<string, string>> = {
  'token_embedding.weight': 'text_model.embeddings.token_embedding.weight',
  positional_embedding: 'text_model.embeddings.position_embedding.weight',
  'ln_final.weight': 'text_model.final_layer_norm.weight',
  'ln_final.bias': 'text_model.final_layer_norm.bias',
  'visual.class_embedding': 'vision_model.embeddings.class_embedding',
  'visual.positional_embedding': 'vision_model.embeddings.position_embedding.weight',
  'visual.conv1.weight': 'vision_model.embeddings.patch_embedding.weight',
  'visual.ln_pre.weight': 'vision_model.pre_layrnorm.weight',
  'visual.ln_pre.bias': 'vision_model.pre_layrnorm.bias',
  'visual.ln_post.weight': 'vision_model.post_layernorm.weight',
  'visual.ln_post.bias': 'vision_model.post_layernorm.bias',
  logit_scale: 'logit_scale',
};

/** Projections that OpenAI multiplies from the other side. */
const TRANSPOSED: Readonly<Record<string, string>> = {
  text_projection: 'text_projection.weight',
  'visual.proj': 'visual_projection.weight',
};

const LAYER_PARTS: Readonly<Record<string, string>> = {
  ln_1: 'layer_norm1',
  ln_2: 'layer_norm2',
  'attn.out_proj': 'self_attn.out_proj',
  'mlp.c_fc': 'mlp.fc1',
  'mlp.c_proj': 'mlp.fc2',
};

/** Buffers and sizes that OpenAI's files carry and no model needs. */
const IGNORED = /^(attn_mask|input_resolution|context_length|vocab_size)$/;

/** Whether a file has the names of OpenAI's or open_clip's own code. */
export const isOpenClip = ({ tensors }: TensorSource): boolean => tensors.has('visual.conv1.weight');

/**
 * Shows a file of OpenAI's or open_clip's layout as one of Hugging Face's: joint projections are
 * split into query, key and value, two projections transposed, everything renamed. Names that
 * are not known keep theirs, so that a strict loader reports them.
 */
export function openClipSource(source: TensorSource): TensorSource {
  const origins = new Map(
    [...source.tensors.keys()].filter((name) => !IGNORED.test(name)).flatMap(originsOf),
  );
  return {
    origin: source.origin,
    metadata: source.metadata,
    tensors: new Map(
      [...origins].map(([name, origin]) => [name, described(source.tensors.get(origin.name)!, origin)]),
    ),
    read(name) {
      const origin = origins.get(name);
      if (!origin) return source.read(name); // which says that there is none
      return converted(source.read(origin.name), origin);
    },
    close: () => source.close(),
  };
}

/** @returns the tensors of Hugging Face's layout that one tensor of the file holds */
function originsOf(name: string): [string, Origin][] {
  const plain = name.replace(/^text\./, ''); // open_clip nests the text tower in newer models
  const known = PARTS[plain];
  if (known) return [[known, { name }]];
  const turned = TRANSPOSED[plain];
  if (turned) return [[turned, { name, turned: true }]];
  const layer = /^(visual\.)?transformer\.resblocks\.(\d+)\.(.+)$/.exec(plain);
  if (!layer) return [[name, { name }]];
  const path = `${layer[1] ? 'vision' : 'text'}_model.encoder.layers.${layer[2]}`;
  return layerOrigins(name, path, layer[3]!);
}

function layerOrigins(name: string, path: string, part: string): [string, Origin][] {
  const joint = /^attn\.in_proj_(weight|bias)$/.exec(part);
  if (joint)
    return ['q', 'k', 'v'].map((letter, third) => [
      `${path}.self_attn.${letter}_proj.${joint[1]}`,
      { name, third },
    ]);
  const [, stem, kind] = /^(.+)\.(weight|bias)$/.exec(part) ?? [];
  const known = stem && LAYER_PARTS[stem];
  return known ? [[`${path}.${known}.${kind}`, { name }]] : [[name, { name }]];
}

function described({ dataType, shape }: TensorDescription, { third, turned }: Origin): TensorDescription {
  if (turned) return { dataType, shape: [...shape].reverse() };
  if (third === undefined) return { dataType, shape };
  return { dataType, shape: [shape[0]! / 3, ...shape.slice(1)] };
}

function converted({ shape, values }: StoredTensor, { third, turned }: Origin): StoredTensor {
  if (turned) return { shape: [...shape].reverse(), values: transposed(values, shape[0]!) };
  if (third === undefined) return { shape, values };
  const size = values.length / 3;
  return {
    shape: [shape[0]! / 3, ...shape.slice(1)],
    values: values.slice(third * size, (third + 1) * size),
  };
}

function transposed(values: Float32Array | Int32Array, rows: number): Float32Array {
  const columns = values.length / rows;
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!);
}
