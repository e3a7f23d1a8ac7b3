import { fittingPhrases, PHRASES, parseGarment, type Slot } from '../../../garments/index.js';
import {
  openGenerationPipeline,
  openRewardPipeline,
  type Picture,
  type Profile,
  type RewardPipeline,
} from '../../../perfusion/index.js';
import { drawTaste, type MerchantTaste, utility } from '../../../simulation/index.js';
import { bootstrapMean } from '../../../statistics/index.js';
import { usualSamplingIn } from '../../compute/usual-sampling.js';
import { demonstrationMerchants } from '../data/merchants.js';
import { merchantsOf, STORE_FEATURE, type TestGroups } from '../data/preference-data.js';
import type { RunContext } from '../recipe/run-context.js';
import { type Metric, PERSONALISED_LESS_NOT } from '../training-outcome.js';

export interface GeneratorEvaluation {
  readonly context: RunContext;
  readonly reward: string;
  readonly generator: string;
  /** Pictures of each kind, with and without the merchant. */
  readonly count: number;
  readonly tests: readonly TestGroups[];
}

const SEED = 9;

/**
 * Draws images for merchants and prompts of the test groups twice with the same noise, for the
 * merchant and for an empty profile, and compares what PerFusionRM says of them and, where merchants are
 * simulated, what they would truly say, were each picture the garment that it looks most like.
 */
export async function generatorMetrics(evaluation: GeneratorEvaluation): Promise<Metric[]> {
  const { context, reward, generator, count, tests } = evaluation;
  const groups = tests[0]!.groups.slice(0, count);
  const pipeline = openGenerationPipeline(generator, context.backend);
  const sampling = usualSamplingIn(generator);
  const judge = openRewardPipeline(reward, context.backend);
  context.log(`Drawing ${2 * groups.length} images`);
  const rows = [];
  for (const [index, { prompt, profile }] of groups.entries()) {
    context.signal?.throwIfAborted();
    const request = { prompt, seed: SEED, index, ...sampling };
    const [personalised, unpersonalised] = [profile, {}].map((as) =>
      pipeline.draw({ ...request, profile: as }),
    ) as [Picture, Picture];
    rows.push(compared(judge, { prompt, profile, personalised, unpersonalised, context }));
  }
  pipeline.dispose();
  judge.dispose();
  return differences(rows, merchantsOf(groups));
}

/** What personalising adds, with intervals clustered by merchant. */
function differences(rows: readonly ReturnType<typeof compared>[], clusters: readonly string[]): Metric[] {
  const difference = (measure: string, values: readonly number[]): Metric => ({
    name: `${measure}${PERSONALISED_LESS_NOT}`,
    ...bootstrapMean(values, { seed: 1, clusters })!,
  });
  const [scores, unpersonal] = [rows.map(({ score }) => score), rows.map(({ asNobody }) => asNobody)];
  const utilities = rows.map(({ utility }) => utility);
  return [
    difference('PerFusionRM score', scores),
    ...(utilities.every((utility) => utility !== null) ? [difference('True utility', utilities)] : []),
    difference('PerFusionRM score with an empty profile', unpersonal),
  ];
}

interface Pair {
  readonly prompt: string;
  readonly profile: Profile;
  readonly personalised: Picture;
  readonly unpersonalised: Picture;
  readonly context: RunContext;
}

function compared(judge: RewardPipeline, { prompt, profile, personalised, unpersonalised, context }: Pair) {
  const images = [personalised, unpersonalised];
  const [a, b] = judge.score({ prompt, profile, images });
  const [c, d] = judge.score({ prompt, profile: {}, images });
  const taste = tasteOf(profile, context);
  const utility =
    taste &&
    trueUtilityOf(judge, { prompt, taste, image: personalised }) -
      trueUtilityOf(judge, { prompt, taste, image: unpersonalised });
  return { score: a! - b!, asNobody: c! - d!, utility };
}

const SLOTS = ['colour', 'pattern', 'sleeve', 'length', 'fit', 'neckline'] as const satisfies readonly Slot[];

/** What a merchant likes, where it is known because they are simulated. */
function tasteOf(profile: Profile, { recipe: { groups } }: RunContext): MerchantTaste | null {
  const merchant = demonstrationMerchants().find(({ name }) => name === profile[STORE_FEATURE]);
  if (!groups || !('simulated' in groups) || !merchant) return null;
  return drawTaste(merchant, groups.simulated.taste, groups.simulated.worldSeed);
}

/** True utility of the garment that a picture looks most like, phrase by phrase. */
function trueUtilityOf(
  judge: RewardPipeline,
  {
    prompt,
    taste,
    image,
  }: { readonly prompt: string; readonly taste: MerchantTaste; readonly image: Picture },
): number {
  const phrases = prompt.split(', ');
  const category = PHRASES.category.find((phrase) => phrases.includes(phrase))!;
  const fitting = fittingPhrases(category);
  const looks = SLOTS.map((slot) => nearest(judge, { image, category, phrases: fitting[slot] }));
  const garment = parseGarment([category, ...looks.filter((phrase) => phrase !== null)]);
  return utility(taste, garment);
}

function nearest(
  judge: RewardPipeline,
  { image, category, phrases }: { image: Picture; category: string; phrases: readonly string[] },
): string | null {
  const scores = phrases.map(
    (phrase) => judge.score({ prompt: `${phrase}, ${category}`, profile: {}, images: [image] })[0]!,
  );
  return phrases[scores.indexOf(Math.max(...scores))] ?? null;
}
