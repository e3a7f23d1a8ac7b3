import { readRewardFolder } from '../../../perfusion/index.js';
import type { TrainingWork } from './training-work.js';

type StageWork = Omit<TrainingWork, 'name' | 'seed' | 'dataset'>;

/** Name of the stage whose model a run is for. */
export const resultStage = (kind: StageWork['kind']) => kind.toLowerCase();

/** At most so many steps are taken again after a kill. */
const MAX_STEPS_AGAIN = 100;
const CHECKPOINTS = 20;

/** The paper warms up for 500 steps; a short run for a tenth of its own. */
const MAX_WARM_UP = 500;
const WARM_UP_SHARE = 0.1;

/** How often a merchant stays hidden in training, so that their features alone say something too. */
const MERCHANT_DROP = 0.1;

/** Tie of a generator to its parent; Diffusion-DPO takes 2000 to 5000. */
const BETA = 2_000;

/** Pictures whose activations are held at once, which bounds memory whatever the size of a step. */
const MAX_PICTURES = 20;

/** Learning rates of baselines: all or many weights of the parent, or a head that starts from nothing. */
const TUNING_RATE = 1e-4;
const HEAD_RATE = 1e-3;

/** Hidden lengths of the heads of ImageReward and of the aesthetic predictor. */
const HEAD_SIZES = [1024, 128, 64, 16];

/** The stages of a run, the result's first, and its baselines by the names that tables show. */
export function runStages(work: StageWork): { stages: object[]; baselines: Record<string, string> } {
  const chosen = work.baselines.map((baseline) => ({ baseline, ...BASELINES[baseline] }));
  const stages = chosen.map(({ baseline, rate, stage }) => ({
    name: nameOf(baseline),
    ...optimised(work, rate),
    ...stage(work),
  }));
  return {
    stages: [
      { name: resultStage(work.kind), ...optimised(work, work.learningRate), ...METHODS[work.method](work) },
      ...stages,
    ],
    baselines: Object.fromEntries(chosen.map(({ baseline, label }) => [label, nameOf(baseline)])),
  };
}

const nameOf = (baseline: StageWork['baselines'][number]) => baseline.toLowerCase().replaceAll('_', '-');

/** What each method trains. */
const METHODS: Readonly<Record<StageWork['method'], (work: StageWork) => object>> = {
  PERSONAL: (work) =>
    work.kind === 'REWARD'
      ? { objective: 'personalReward', ...work.built, merchantDrop: MERCHANT_DROP }
      : personalGenerator(work),
  PERSONAL_EXACT: (work) => ({ ...personalGenerator(work), loss: 'pl-exact' }),
  PICKS: () => ({ objective: 'picks' }),
  LAST_LAYERS: lastLayers,
  PAIRS: () => ({ objective: 'pairPreference', beta: BETA, pictureLimit: MAX_PICTURES }),
  LIKED_PICTURES: () => ({ objective: 'likedPictures' }),
};

const personalGenerator = ({ built }: StageWork) => ({
  objective: 'groupPreference',
  beta: BETA,
  pictureLimit: MAX_PICTURES,
  ...built,
  merchantDrop: MERCHANT_DROP,
});

interface Baseline {
  readonly label: string;
  readonly rate: number;
  readonly stage: (work: StageWork) => object;
}

const BASELINES: Readonly<Record<StageWork['baselines'][number], Baseline>> = {
  PICK_SCORE: { label: 'PickScore-style', rate: TUNING_RATE, stage: METHODS.PICKS },
  HPS: { label: 'HPS-style', rate: TUNING_RATE, stage: METHODS.LAST_LAYERS },
  IMAGE_REWARD: {
    label: 'ImageReward-style',
    rate: HEAD_RATE,
    stage: () => ({ objective: 'comparisons', model: { layers: 2, headSizes: HEAD_SIZES } }),
  },
  AESTHETIC: {
    label: 'Aesthetic',
    rate: HEAD_RATE,
    stage: () => ({ objective: 'ratings', model: { hiddenSizes: HEAD_SIZES } }),
  },
};

/** HPSv2 trains about the later half of both towers' layers, and what lies behind them, on pairs. */
function lastLayers({ parent }: StageWork): object {
  const { text, vision } = readRewardFolder(parent).clip.config;
  const later = ({ layers }: { readonly layers: number }) =>
    Array.from({ length: Math.ceil(layers / 2) }, (_, i) => layers - 1 - i).join('|');
  const trains = [
    `^text_model\\.encoder\\.layers\\.(${later(text)})\\.`,
    `^vision_model\\.encoder\\.layers\\.(${later(vision)})\\.`,
    'final_layer_norm|post_layernorm|projection|logit_scale',
  ].join('|');
  return { objective: 'picks', pairs: true, trains };
}

function optimised({ parent, steps, groupsPerStep }: StageWork, rate: number) {
  return {
    parent: { folder: parent },
    optimisation: {
      steps,
      batch: groupsPerStep,
      learningRate: {
        schedule: 'constant',
        rate,
        warmUpSteps: Math.min(MAX_WARM_UP, Math.floor(steps * WARM_UP_SHARE)),
      },
      checkpointEvery: Math.min(MAX_STEPS_AGAIN, Math.ceil(steps / CHECKPOINTS)),
    },
  };
}
