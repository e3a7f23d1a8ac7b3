import { expect, it } from '@jest/globals';
import { ClipModel } from '../../../../server/perfusion/clip/clip-model.js';
import { loadWeights, weightDifferences } from '../../../../server/perfusion/weights/load-weights.js';
import { isOpenClip, openClipSource } from '../../../../server/perfusion/weights/open-clip-source.js';
import { openSafetensors } from '../../../../server/perfusion/weights/open-safetensors.js';
import type { StoredTensor, TensorSource } from '../../../../server/perfusion/weights/stored-tensor.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { relativeError } from '../../../support/perfusion/close.js';
import { CLIP_TINY } from '../../../support/perfusion/configs.js';
import { goldenPath, loadGolden, publishedKeys } from '../../../support/perfusion/golden.js';
import { CLIP_VIT_H_14 } from '../../../support/perfusion/published-sizes.js';

useBackend();

const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/^vision_model\.encoder\.layers\./, 'visual.transformer.resblocks.'],
  [/^text_model\.encoder\.layers\./, 'transformer.resblocks.'],
  [/layer_norm([12])/, 'ln_$1'],
  [/self_attn\.out_proj/, 'attn.out_proj'],
  [/mlp\.fc1/, 'mlp.c_fc'],
  [/mlp\.fc2/, 'mlp.c_proj'],
  [/^text_model\.embeddings\.token_embedding/, 'token_embedding'],
  [/^text_model\.embeddings\.position_embedding\.weight/, 'positional_embedding'],
  [/^text_model\.final_layer_norm/, 'ln_final'],
  [/^vision_model\.embeddings\.class_embedding/, 'visual.class_embedding'],
  [/^vision_model\.embeddings\.position_embedding\.weight/, 'visual.positional_embedding'],
  [/^vision_model\.embeddings\.patch_embedding/, 'visual.conv1'],
  [/^vision_model\.pre_layrnorm/, 'visual.ln_pre'],
  [/^vision_model\.post_layernorm/, 'visual.ln_post'],
];

/** Written backwards from OpenAI's `clip/model.py`: joint projections, and two that stand the other way round. */
function inOpenAiLayout(source: TensorSource, textPrefix = ''): TensorSource {
  const tensors = new Map<string, StoredTensor>();
  for (const name of source.tensors.keys()) {
    const { shape, values } = source.read(name);
    const joint = /^(.*)self_attn\.q_proj\.(weight|bias)$/.exec(name);
    if (/self_attn\.[kv]_proj/.test(name)) continue;
    if (joint) {
      const thirds = ['q', 'k', 'v'].map((letter) =>
        source.read(`${joint[1]}self_attn.${letter}_proj.${joint[2]}`),
      );
      const all = Float32Array.from(thirds.flatMap((third) => [...third.values]));
      tensors.set(renamed(`${joint[1]}attn.in_proj_${joint[2]}`), {
        shape: [3 * shape[0]!, ...shape.slice(1)],
        values: all,
      });
    } else if (/_projection\.weight$/.test(name)) {
      const [rows, columns] = shape as [number, number];
      const turned = Float32Array.from(
        values,
        (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!,
      );
      const openName = name.startsWith('text') ? 'text_projection' : 'visual.proj';
      tensors.set(openName, { shape: [columns, rows], values: turned });
    } else tensors.set(renamed(name), { shape, values });
  }
  const named = new Map(
    [...tensors].map(([name, tensor]) => [/^(visual|logit)/.test(name) ? name : textPrefix + name, tensor]),
  );
  return {
    origin: 'open_clip_model.safetensors',
    metadata: {},
    tensors: new Map([...named].map(([name, { shape }]) => [name, { dataType: 'F32', shape }])),
    read: (name) => named.get(name)!,
    close: () => source.close(),
  };
}

const renamed = (name: string) => RENAMED.reduce((text, [from, to]) => text.replace(from, to), name);

it.each(['', 'text.'])(
  'a file with the names of OpenAI, text tower under "%s", loads bit for bit',
  (prefix) => {
    const source = inOpenAiLayout(openSafetensors(goldenPath('clip-tiny/model.safetensors')), prefix);
    const model = new ClipModel(CLIP_TINY);

    expect(source.tensors.has(`${prefix}transformer.resblocks.2.attn.in_proj_weight`)).toBe(true);
    expect(source.tensors.has('visual.transformer.resblocks.0.mlp.c_fc.bias')).toBe(true);
    expect(isOpenClip(source)).toBe(true);
    loadWeights(model, openClipSource(source));

    const expected = loadGolden(new ClipModel(CLIP_TINY), 'clip-tiny/model.safetensors').parameters();
    for (const [name, parameter] of model.parameters()) {
      expect(relativeError(parameter.value, expected.get(name)!.value.dataSync())).toBe(0);
    }
  },
);

it('has the shapes of ViT-H/14, and keeps strange names for the loader to refuse', () => {
  const zero = (shape: readonly number[]) => ({ dataType: 'F32' as const, shape });
  const tensors = new Map([
    ['visual.conv1.weight', zero([1280, 3, 14, 14])],
    ['visual.transformer.resblocks.31.attn.in_proj_weight', zero([3840, 1280])],
    ['visual.transformer.resblocks.31.attn.in_proj_bias', zero([3840])],
    ['text_projection', zero([1024, 1024])],
    ['visual.proj', zero([1280, 1024])],
    ['visual.transformer.resblocks.31.attn.ln_k.weight', zero([80])],
    ['attn_mask', zero([77, 77])],
  ]);
  const read = () => ({ shape: [], values: new Float32Array() });
  const { tensors: converted } = openClipSource({ origin: 'file', metadata: {}, tensors, read, close() {} });

  const keys = publishedKeys('clip_vit_h14_laion_hf');
  const strange = [...converted].filter(([name, { shape }]) => String(keys.get(name)) !== String(shape));
  expect(strange.map(([name]) => name)).toEqual(['visual.transformer.resblocks.31.attn.ln_k.weight']);
  expect(converted.size).toBe(10);
  const shapes = new Map([...converted].map(([name, { shape }]) => [name, shape]));
  expect(weightDifferences(new ClipModel(CLIP_VIT_H_14), shapes).unexpected).toEqual([
    'visual.transformer.resblocks.31.attn.ln_k.weight',
  ]);
});
