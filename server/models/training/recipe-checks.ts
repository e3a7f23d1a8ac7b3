import type { Stage, StageOf, StageParent } from './recipe-stages.js';

/** What a stage leaves behind: which others can go on from it, and whether it is a result. */
type Product = 'autoencoder' | 'reward model' | 'reward baseline' | 'judge of SPO' | 'generator';

const PRODUCTS: Readonly<Record<Stage['objective'], Product>> = {
  autoencoder: 'autoencoder',
  contrastive: 'reward model',
  picks: 'reward model',
  personalReward: 'reward model',
  comparisons: 'reward baseline',
  ratings: 'reward baseline',
  stepReward: 'judge of SPO',
  denoising: 'generator',
  groupPreference: 'generator',
  pairPreference: 'generator',
  likedPictures: 'generator',
  stepPreference: 'generator',
};

/** Objectives that learn from preferences. */
const NEED_GROUPS: ReadonlySet<Stage['objective']> = new Set([
  'picks',
  'personalReward',
  'comparisons',
  'ratings',
  'stepReward',
  'groupPreference',
  'pairPreference',
  'likedPictures',
  'stepPreference',
]);

/** What must agree in a recipe whose fields are each for themselves right. */
interface RecipeToCheck {
  readonly groups?: unknown;
  readonly stages: readonly Stage[];
  readonly packages: {
    readonly reward?: string | undefined;
    readonly generator?: string | undefined;
    readonly sampling?: unknown;
  };
  readonly baselines: Readonly<Record<string, string | { readonly folder: string }>>;
  readonly generatedPictures: number;
}

/** @returns the first thing that does not fit together, as a sentence; null where all does */
export const problemOf = (recipe: RecipeToCheck): string | null =>
  stagesProblem(recipe) ??
  settingsProblem(recipe) ??
  packagesProblem(recipe) ??
  picturesProblem(recipe) ??
  baselinesProblem(recipe);

/** A stage builds on earlier stages that make what it needs, and no two have the same name. */
function stagesProblem({ stages, groups }: RecipeToCheck): string | null {
  const known = new Map<string, Product>();
  for (const stage of stages) {
    const { name, objective } = stage;
    const missing = stagesBefore(stage).filter((before) => !known.has(before));
    if (missing.length > 0) return `Stage ${name} needs ${missing.join(', ')} before it.`;
    if (known.has(name)) return `Two stages are named ${name}.`;
    if (!groups && NEED_GROUPS.has(objective)) return `Stage ${name} needs groups.`;
    const odd = needsOf(stage).find(([before, product]) => known.get(before) !== product);
    if (odd)
      return `Stage ${name} needs ${withArticle(odd[1])} of ${odd[0]}, which makes ${withArticle(known.get(odd[0])!)}.`;
    known.set(name, PRODUCTS[objective]);
  }
  return null;
}

const withArticle = (product: Product) => `${/^[aeiou]/.test(product) ? 'an' : 'a'} ${product}`;

/** What a stage lacks, or sets without any effect. */
function settingsProblem({ stages }: RecipeToCheck): string | null {
  for (const stage of stages) {
    const problem = stage.objective === 'groupPreference' ? preferenceProblem(stage) : null;
    if (problem) return `Stage ${stage.name} ${problem}`;
  }
  return null;
}

function preferenceProblem({
  loss,
  beta,
  pictureLimit,
  sharesNoise,
}: StageOf<'groupPreference'>): string | null {
  if (loss !== 'liked')
    return beta === undefined ? `needs beta, by which the loss ${loss} is tied to the parent.` : null;
  if (pictureLimit !== undefined)
    return 'has a pictureLimit, which the loss liked does not keep: take a smaller batch and more accumulation instead.';
  if (!sharesNoise)
    return 'sets sharesNoise, but the loss liked takes every picture for itself: leave it out.';
  return null;
}

function packagesProblem({
  stages,
  packages: { reward, generator, sampling },
}: RecipeToCheck): string | null {
  if (sampling !== undefined && generator === undefined)
    return 'packages.sampling says how a generator draws, but packages names no generator.';
  const wanted = [
    ['reward', reward, 'reward model'],
    ['generator', generator, 'generator'],
  ] as const;
  for (const [field, name, product] of wanted) {
    if (name === undefined) continue;
    const made = productOf(stages, name);
    if (!made) return `packages.${field} names ${name}, but there is no such stage.`;
    if (made === 'reward baseline' && field === 'reward')
      return `packages.reward names ${name}, which can be measured under baselines, but not used.`;
    if (made !== product)
      return `packages.${field} names ${name}, which makes ${withArticle(made)}, not ${withArticle(product)}.`;
  }
  return null;
}

/** Pictures are generated for groups, to be judged by the reward model. */
function picturesProblem({
  generatedPictures,
  packages: { reward, generator },
  groups,
}: RecipeToCheck): string | null {
  if (generatedPictures === 0) return null;
  if (reward === undefined || generator === undefined)
    return 'generatedPictures are made by packages.generator and judged by packages.reward: name both, or generate none.';
  return groups ? null : 'generatedPictures are made for groups, but there are none.';
}

function baselinesProblem({ stages, baselines, groups }: RecipeToCheck): string | null {
  for (const [label, baseline] of Object.entries(baselines)) {
    if (!groups) return `Baseline ${label} is measured on groups, but there are none.`;
    const problem = typeof baseline === 'string' ? baselineProblem(stages, baseline) : null;
    if (problem) return `Baseline ${label} is stage ${baseline}, ${problem}`;
  }
  return null;
}

function baselineProblem(stages: readonly Stage[], name: string): string | null {
  const made = productOf(stages, name);
  if (!made) return 'but there is no such stage.';
  if (made !== 'reward model' && made !== 'reward baseline')
    return `which makes ${withArticle(made)}: only reward models are measured as baselines.`;
  if (stageOf(stages, name)?.objective === 'personalReward')
    return 'which makes a personalised model: baselines know no merchant.';
  return null;
}

const stageOf = (stages: readonly Stage[], name: string) => stages.find((one) => one.name === name);

function productOf(stages: readonly Stage[], name: string): Product | undefined {
  const stage = stageOf(stages, name);
  return stage && PRODUCTS[stage.objective];
}

/** Names of the stages that a stage builds on. */
export const stagesBefore = (stage: Stage): string[] => needsOf(stage).map(([name]) => name);

/** The stages that a stage builds on, with what each must make. */
function needsOf(stage: Stage): [name: string, product: Product][] {
  const parent = namesOf(stage.parent, parentProduct(stage));
  switch (stage.objective) {
    case 'denoising':
      return [
        ...namesOf(stage.text, 'reward model'),
        ...namesOf(stage.autoencoder, 'autoencoder'),
        ...parent,
      ];
    case 'stepReward':
      return [...parent, ...namesOf(stage.generator, 'generator')];
    case 'stepPreference':
      return [...parent, ...namesOf(stage.judge, 'judge of SPO')];
    default:
      return parent;
  }
}

/** A stage goes on from what it makes; baselines stand on a reward model. */
function parentProduct({ objective }: Stage): Product {
  const product = PRODUCTS[objective];
  return product === 'reward baseline' || product === 'judge of SPO' ? 'reward model' : product;
}

const namesOf = (parent: StageParent | undefined, product: Product): [string, Product][] =>
  parent && 'stage' in parent ? [[parent.stage, product]] : [];
