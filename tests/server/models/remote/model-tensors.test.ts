import { describe, expect, it } from '@jest/globals';
import { matchTensors } from '../../../../server/models/remote/model-tensors.js';
import { recorded } from './answering-server.js';

const TRITON_NAMES = { prompt: 'TEXT', profile: 'MERCHANT', image: 'IMAGE', score: 'SCORE' };

describe('the tensors of a remote model', () => {
  it('are found under the names the server gives them', () => {
    const { inputs, outputs } = matchTensors('REWARD', recorded('triton-reward-metadata.json'), TRITON_NAMES);

    expect([...inputs].map(([ours, { name }]) => [ours, name])).toEqual([
      ['prompt', 'TEXT'],
      ['profile', 'MERCHANT'],
      ['image', 'IMAGE'],
    ]);
    expect(outputs.get('score')?.name).toBe('SCORE');
  });

  it('may lack what is optional, and may be more than we fill', () => {
    const { inputs } = matchTensors('GENERATOR', recorded('kserve-generator-metadata.json'), {});

    expect([...inputs.keys()]).toEqual(['prompt', 'seed', 'num_inference_steps', 'guidance_scale']);
  });

  it('are all named when they do not fit', () => {
    const match = () => matchTensors('REWARD', recorded('triton-reward-metadata.json'), { prompt: 'IMAGE' });

    expect(match).toThrow(
      'The model "perfusion_rm" does not fit REWARD: its input "IMAGE" is UINT8 instead of BYTES; ' +
        'its input "IMAGE" has the shape [-1,4,6,3] instead of [1]; ' +
        'it has no input "image" for image (its inputs: TEXT, MERCHANT, IMAGE); ' +
        'it has no output "score" for score (its outputs: SCORE)',
    );
  });

  it('are refused under names that we do not have', () => {
    const match = () => matchTensors('GENERATOR', recorded('kserve-generator-metadata.json'), { promt: 'x' });

    expect(match).toThrow('Toile has no tensor "promt" (it has prompt, profile, seed, index');
  });
});
