import { registerEnumType } from 'type-graphql';
import { ModelKind } from '../../versions/model-kind.js';

/** How a training makes a model of its parent. */
export enum TrainingMethod {
  PERSONAL = 'PERSONAL',
  PERSONAL_EXACT = 'PERSONAL_EXACT',
  PICKS = 'PICKS',
  LAST_LAYERS = 'LAST_LAYERS',
  PAIRS = 'PAIRS',
  LIKED_PICTURES = 'LIKED_PICTURES',
}

registerEnumType(TrainingMethod, {
  name: 'TrainingMethod',
  description: 'How a training makes a model of its parent.',
  valuesConfig: {
    PERSONAL: {
      description:
        'PerFusionRM: plug-ins on a frozen reward model; PerFusion: an adapter on a frozen generator.',
    },
    PERSONAL_EXACT: {
      description: 'As PERSONAL, with the exact probability of all picks of a group; of generators.',
    },
    PICKS: { description: 'PickScore-style: all weights of a reward model, the same for every store.' },
    LAST_LAYERS: {
      description: 'HPS-style: the last layers of a reward model, the same for every store.',
    },
    PAIRS: { description: 'Diffusion-DPO: all weights of a generator, the same for every store.' },
    LIKED_PICTURES: {
      description: 'Fine-tuning on liked images: all weights of a generator, the same for every store.',
    },
  },
});

/** A model that is the same for every store, to compare a reward model with. */
export enum RewardBaseline {
  PICK_SCORE = 'PICK_SCORE',
  HPS = 'HPS',
  IMAGE_REWARD = 'IMAGE_REWARD',
  AESTHETIC = 'AESTHETIC',
}

registerEnumType(RewardBaseline, {
  name: 'RewardBaseline',
  description:
    'A model that is the same for every store, trained on the same groups and measured beside the result.',
  valuesConfig: {
    PICK_SCORE: { description: 'PickScore-style: all weights of the parent, on picks.' },
    HPS: { description: 'HPS-style: the last layers of the parent, on pairs.' },
    IMAGE_REWARD: {
      description: 'ImageReward-style: a head that looks at image and prompt, on comparisons.',
    },
    AESTHETIC: { description: 'A head on the image alone, on how often it is liked.' },
  },
});

const { REWARD, GENERATOR } = ModelKind;

/** The kinds of model that each method trains, with its default learning rate. */
export const TRAINING_METHODS: Readonly<
  Record<TrainingMethod, Readonly<Partial<Record<ModelKind, number>>>>
> = {
  PERSONAL: { [REWARD]: 1e-3, [GENERATOR]: 1e-4 },
  PERSONAL_EXACT: { [GENERATOR]: 1e-4 },
  PICKS: { [REWARD]: 1e-4 },
  LAST_LAYERS: { [REWARD]: 1e-4 },
  PAIRS: { [GENERATOR]: 1e-5 },
  LIKED_PICTURES: { [GENERATOR]: 1e-5 },
};
