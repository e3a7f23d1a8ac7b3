import type {
  ModelKind,
  ModelRunKind,
  ModelStage,
  RewardBaseline,
  Role,
  TrainingMethod,
} from '../generated/graphql.js';
import { may } from '../session/may.js';

export const MODEL_KIND_NAMES: Record<ModelKind, string> = {
  REWARD: 'Reward model',
  GENERATOR: 'Generator',
};

export const MODEL_KIND_LEADS: Record<ModelKind, string> = {
  REWARD: 'Scores an image for a prompt and the taste of a store.',
  GENERATOR: 'Draws images from a prompt to the taste of a store.',
};

export const MODEL_KINDS = Object.keys(MODEL_KIND_NAMES) as ModelKind[];

export const MODEL_STAGE_NAMES: Record<ModelStage, string> = {
  CANDIDATE: 'Candidate',
  PRODUCTION: 'In production',
  ARCHIVED: 'Archived',
};

export const MODEL_STAGE_COLORS: Record<ModelStage, string> = {
  CANDIDATE: 'indigo',
  PRODUCTION: 'spruce',
  ARCHIVED: 'gray',
};

export const RUN_KIND_NAMES: Record<ModelRunKind, string> = {
  TRAIN: 'Training',
  EVALUATE: 'Evaluation',
  GENERATE: 'Drawing',
};

/** Each method by the kinds of model that it trains. */
export const METHOD_NAMES: Record<ModelKind, Partial<Record<TrainingMethod, string>>> = {
  REWARD: {
    PERSONAL: 'To the taste of each store (PerFusionRM)',
    PICKS: 'All weights, the same for every store (PickScore-style)',
    LAST_LAYERS: 'Last layers, the same for every store (HPS-style)',
  },
  GENERATOR: {
    PERSONAL: 'To the taste of each store (PerFusion)',
    PERSONAL_EXACT: 'To the taste of each store, exact probability of a group',
    PAIRS: 'All weights on pairs, the same for every store (Diffusion-DPO)',
    LIKED_PICTURES: 'All weights on liked images, the same for every store',
  },
};

export const BASELINE_NAMES: Record<RewardBaseline, string> = {
  PICK_SCORE: 'PickScore-style',
  HPS: 'HPS-style',
  IMAGE_REWARD: 'ImageReward-style',
  AESTHETIC: 'Aesthetic',
};

/** What the list of runs is called: a merchant's own drawings, or those of everybody. */
export const runsTitle = (role: Role): string => (may(role, 'readModels') ? 'Runs' : 'Your drawings');
