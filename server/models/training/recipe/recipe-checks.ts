import type { Product } from '../objectives/objective.js';
import { needsOf, objectiveOf, type Stage, stagesBefore } from './stages.js';

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
    const { name } = stage;
    const { data, produces } = objectiveOf(stage);
    const missing = stagesBefore(stage).filter((before) => !known.has(before));
    if (missing.length > 0) return `Stage ${name} needs ${missing.join(', ')} before it.`;
    if (known.has(name)) return `Two stages are named ${name}.`;
    if (!groups && data === 'groups') return `Stage ${name} needs groups.`;
    const odd = needsOf(stage).find(([before, product]) => !fits(known.get(before), product));
    if (odd)
      return `Stage ${name} needs ${withArticle(odd[1])} of ${odd[0]}, which makes ${withArticle(known.get(odd[0])!)}.`;
    known.set(name, produces);
  }
  return null;
}

const withArticle = (product: Product) => `${/^[aeiou]/.test(product) ? 'an' : 'a'} ${product}`;

/** A personalised reward model is a reward model too. */
const fits = (made: Product | undefined, wanted: Product) =>
  made === wanted || (made === 'personalised reward model' && wanted === 'reward model');

/** What a stage lacks, or sets without any effect. */
function settingsProblem({ stages }: RecipeToCheck): string | null {
  for (const stage of stages) {
    const problem = objectiveOf(stage).problem?.(stage);
    if (problem) return `Stage ${stage.name} ${problem}`;
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
    if (!fits(made, product))
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
  if (made === 'personalised reward model')
    return 'which makes a personalised model: baselines know no merchant.';
  if (made !== 'reward model' && made !== 'reward baseline')
    return `which makes ${withArticle(made)}: only reward models are measured as baselines.`;
  return null;
}

function productOf(stages: readonly Stage[], name: string): Product | undefined {
  const stage = stages.find((one) => one.name === name);
  return stage && objectiveOf(stage).produces;
}
