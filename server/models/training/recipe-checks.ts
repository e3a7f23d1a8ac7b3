import type { Stage, StageParent } from './recipe-stages.js';

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
  ...(['picks', 'personalReward', 'comparisons', 'ratings', 'stepReward'] as const),
  ...(['groupPreference', 'pairPreference', 'likedPictures', 'stepPreference'] as const),
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
}

/** @returns the first thing that does not fit together, as a sentence; null where all does */
export const problemOf = (recipe: RecipeToCheck): string | null =>
  stagesProblem(recipe) ?? packagesProblem(recipe) ?? baselinesProblem(recipe);

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
    if (odd) return `Stage ${name} needs a ${odd[1]} of ${odd[0]}, which makes a ${known.get(odd[0])}.`;
    known.set(name, PRODUCTS[objective]);
  }
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
    if (made !== product) return `packages.${field} names ${name}, which makes a ${made}, not a ${product}.`;
  }
  return null;
}

function baselinesProblem({ stages, baselines, groups }: RecipeToCheck): string | null {
  for (const [label, baseline] of Object.entries(baselines)) {
    if (!groups) return `Baseline ${label} is measured on groups, but there are none.`;
    if (typeof baseline !== 'string') continue;
    const made = productOf(stages, baseline);
    if (!made) return `Baseline ${label} is stage ${baseline}, but there is no such stage.`;
    if (made !== 'reward model' && made !== 'reward baseline')
      return `Baseline ${label} is stage ${baseline}, which makes a ${made}: only reward models are measured as baselines.`;
  }
  return null;
}

function productOf(stages: readonly Stage[], name: string): Product | undefined {
  const stage = stages.find((one) => one.name === name);
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
