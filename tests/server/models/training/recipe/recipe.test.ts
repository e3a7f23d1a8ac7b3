import { describe, expect, it } from '@jest/globals';
import { differingNumbers, parseRecipe } from '../../../../../server/models/training/index.js';
import { baselinesRecipe, microRecipe } from '../micro-recipe.js';

const changed = (change: (recipe: ReturnType<typeof microRecipe>) => object) =>
  parseRecipe({ ...microRecipe(), ...change(microRecipe()) }, 'changed.json');

describe('a recipe', () => {
  it('is refused with every field that is wrong', () => {
    expect(() => changed(() => ({ seed: -1, stages: [] }))).toThrow(
      /changed\.json is not valid\. seed: .*; stages: /,
    );
    expect(() => changed(({ stages }) => ({ stages: [{ ...stages[0]!, colour: 'red' }] }))).toThrow(
      /stages\.0: .*colour/,
    );
  });

  it('is refused when a stage builds on one that does not come before it', () => {
    expect(() => changed(({ stages }) => ({ stages: stages.slice(1) }))).toThrow(
      'Stage unet needs clip before it',
    );
  });

  it('is refused when two stages have one name', () => {
    expect(() => changed(({ stages }) => ({ stages: [stages[0]!, stages[0]!] }))).toThrow(
      'Two stages are named clip',
    );
  });

  it('is refused when a stage needs groups and there are none', () => {
    expect(() => changed(() => ({ groups: undefined }))).toThrow('Stage reward-text needs groups');
  });

  it('is refused when a stage goes on from a model of another kind', () => {
    const perfusionFrom = (stage: string) =>
      changed(({ stages }) => ({
        stages: stages.map((one) => (one.name === 'perfusion' ? { ...one, parent: { stage } } : one)),
      }));

    expect(() => perfusionFrom('clip')).toThrow(
      'Stage perfusion needs a generator of clip, which makes a reward model.',
    );
  });

  it('is refused when its results are no stages, or stages of another kind', () => {
    const packing = (packages: object) => () => changed(() => ({ packages }));

    expect(packing({ reward: 'nothing' })).toThrow(
      'packages.reward names nothing, but there is no such stage.',
    );
    expect(packing({ generator: 'clip' })).toThrow(
      'packages.generator names clip, which makes a reward model, not a generator.',
    );
    expect(packing({ reward: 'reward', sampling: { steps: 20, guidance: 4 } })).toThrow(
      'but packages names no generator',
    );
    expect(packing({ generator: 'perfusion', sampling: { steps: 51, guidance: 4 } })).toThrow(
      'packages.sampling.steps: ',
    );
  });

  it('is refused when a baseline is no reward model, or a reward model one that can only be measured', () => {
    expect(() => changed(() => ({ baselines: { SD: 'unet' } }))).toThrow(
      'Baseline SD is stage unet, which makes a generator',
    );
    expect(() =>
      parseRecipe({ ...baselinesRecipe(), packages: { reward: 'aesthetic' } }, 'changed.json'),
    ).toThrow('packages.reward names aesthetic, which can be measured under baselines, but not used.');
  });

  it('names what has a vowel in front with the right article', () => {
    const rewardFrom = (stage: string) =>
      changed(({ stages }) => ({
        stages: stages.map((one) => (one.name === 'reward' ? { ...one, parent: { stage } } : one)),
      }));

    expect(() => rewardFrom('autoencoder')).toThrow(
      'Stage reward needs a reward model of autoencoder, which makes an autoencoder.',
    );
  });

  it('is refused when a baseline is personalised, since baselines know no merchant', () => {
    expect(() => changed(() => ({ baselines: { own: 'reward-text' } }))).toThrow(
      'Baseline own is stage reward-text, which makes a personalised model: baselines know no merchant.',
    );
  });

  it('is refused with a setting that would do nothing, or without one that is needed', () => {
    const perfusion = (settings: object) =>
      changed(({ stages }) => ({
        stages: stages.map((one) => (one.name === 'perfusion' ? { ...one, ...settings } : one)),
      }));

    expect(() => perfusion({ beta: undefined })).toThrow('Stage perfusion needs beta');
    expect(() => perfusion({ beta: undefined, loss: 'liked' })).not.toThrow();
    expect(() => perfusion({ loss: 'liked' })).not.toThrow();
    expect(() => perfusion({ loss: 'liked', pictureLimit: 4 })).toThrow('take a smaller batch');
    expect(() => perfusion({ loss: 'liked', sharesNoise: false })).toThrow('sets sharesNoise');
    expect(() => perfusion({ sharesNoise: false, pictureLimit: 4 })).not.toThrow();
  });

  it('is refused when pictures are to be generated that nothing could draw or judge', () => {
    const generating = (packages: object) => () => changed(() => ({ generatedPictures: 2, packages }));

    expect(generating({ generator: 'perfusion' })).toThrow('name both, or generate none');
    expect(generating({ reward: 'reward' })).toThrow('name both, or generate none');
    expect(generating({ reward: 'reward', generator: 'perfusion' })).not.toThrow();
    expect(() =>
      changed(({ stages }) => ({
        ...{ groups: undefined, baselines: {}, generatedPictures: 2, stages: stages.slice(0, 3) },
        packages: { reward: 'clip', generator: 'unet' },
      })),
    ).toThrow('generatedPictures are made for groups, but there are none.');
  });

  it('is refused with what is no regular expression', () => {
    expect(() =>
      changed(({ stages }) => ({
        stages: stages.map((one) => (one.name === 'pick-score' ? { ...one, trains: '(' } : one)),
      })),
    ).toThrow('trains: must be a regular expression');
  });
});

describe('the numbers of a run', () => {
  const expected = { backend: 'wasm', losses: { clip: 4 }, metrics: { GAUC: 0.8 } };

  it('match within 1e-4, of a number above 1 in proportion', () => {
    expect(
      differingNumbers(expected, { ...expected, losses: { clip: 4.0003 }, metrics: { GAUC: 0.80009 } }),
    ).toEqual([]);
  });

  it('do not match a little beyond that', () => {
    expect(
      differingNumbers(expected, { ...expected, losses: { clip: 4.0005 }, metrics: { GAUC: 0.80011 } }),
    ).toHaveLength(2);
  });

  it('are named where they differ or are missing', () => {
    expect(differingNumbers(expected, { ...expected, losses: {}, metrics: { GAUC: 0.9 } })).toEqual([
      'last loss of clip is missing',
      'metric GAUC is 0.9, but 0.8 was expected',
    ]);
  });
});
