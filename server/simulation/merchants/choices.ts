import { type GarmentDescription, garmentPhrases } from '../../garments/index.js';
import { mersenneTwister, type RandomStream, someOf } from '../../random/index.js';
import { type MerchantTaste, utility } from './merchant-taste.js';

/** What a merchant was shown for a prompt, and what they picked. */
export interface SimulatedGroup {
  /** Place in the list of tastes. */
  readonly merchant: number;
  /** Phrases that all candidates share, the category among them, in no particular order. */
  readonly phrases: readonly string[];
  /** Places in the catalogue, none twice. */
  readonly candidates: readonly number[];
  /** Place of the pick among the candidates. */
  readonly picked: number;
  /** True utilities of the candidates: what an oracle would score. */
  readonly utilities: readonly number[];
}

export interface ChoiceSettings {
  readonly seed: number;
  /** In all; merchants take turns. */
  readonly groups: number;
  /** Candidates of a group. */
  readonly groupSize: number;
  /** Most phrases that a prompt has beside the category, at least one. */
  readonly mostPhrases: number;
  /** How much chance there is in a pick, in units of utility; 0 always picks the best. */
  readonly temperature: number;
}

/**
 * Groups of candidates and picks. Prompts name the category of a random garment and some of its
 * phrases; candidates come from the garments of the catalogue to which all of them apply.
 *
 * @throws {RangeError} if no category has enough garments for a group
 */
export function drawGroups(
  tastes: readonly MerchantTaste[],
  catalogue: readonly GarmentDescription[],
  settings: ChoiceSettings,
): SimulatedGroup[] {
  const draws = mersenneTwister(settings.seed);
  const shelves = shelvesOf(catalogue, settings.groupSize);
  return Array.from({ length: settings.groups }, (_, index) =>
    drawGroup({ merchant: index % tastes.length, tastes, catalogue, shelves, settings, draws }),
  );
}

interface Drawing {
  readonly merchant: number;
  readonly tastes: readonly MerchantTaste[];
  readonly catalogue: readonly GarmentDescription[];
  /** Places in the catalogue by category, with the phrases of each. */
  readonly shelves: readonly Shelf[];
  readonly settings: ChoiceSettings;
  readonly draws: RandomStream;
}

type Shelf = readonly { readonly place: number; readonly phrases: ReadonlySet<string> }[];

function shelvesOf(catalogue: readonly GarmentDescription[], groupSize: number): Shelf[] {
  const shelves = new Map<string, Shelf[number][]>();
  for (const [place, garment] of catalogue.entries()) {
    const shelf = shelves.get(garment.category) ?? [];
    shelf.push({ place, phrases: new Set(garmentPhrases(garment)) });
    shelves.set(garment.category, shelf);
  }
  const wide = [...shelves.values()].filter(({ length }) => length >= groupSize);
  if (wide.length > 0) return wide;
  throw new RangeError(`no category of the catalogue has ${groupSize} garments`);
}

function drawGroup({ merchant, tastes, catalogue, shelves, settings, draws }: Drawing): SimulatedGroup {
  const { groupSize, mostPhrases, temperature } = settings;
  const shelf = draws.pick(shelves);
  const { phrases, fitting } = drawPrompt(shelf, { groupSize, mostPhrases, draws });
  const candidates = someOf(fitting, groupSize, draws.below);
  const utilities = candidates.map((place) => utility(tastes[merchant]!, catalogue[place]!));
  return { merchant, phrases, candidates, utilities, picked: drawPick(utilities, temperature, draws) };
}

/** The category and some phrases of one garment; the last ones are taken back until enough garments fit. */
function drawPrompt(
  shelf: Shelf,
  { groupSize, mostPhrases, draws }: { groupSize: number; mostPhrases: number; draws: RandomStream },
): { phrases: string[]; fitting: number[] } {
  const { phrases: all } = draws.pick(shelf);
  const [category] = [...all].filter((phrase) => shelf.every(({ phrases }) => phrases.has(phrase)));
  const others = [...all].filter((phrase) => phrase !== category);
  const chosen = someOf(others, 1 + draws.below(mostPhrases), draws.below);
  for (;;) {
    const fitting = shelf.filter(({ phrases }) => chosen.every((phrase) => phrases.has(phrase)));
    if (fitting.length >= groupSize)
      return { phrases: [category!, ...chosen], fitting: fitting.map(({ place }) => place) };
    chosen.pop();
  }
}

/**
 * A pick by Gumbel's trick: the highest utility plus noise, which makes the choice probabilities
 * the softmax of utility / temperature.
 *
 * @see Train, "Discrete choice methods with simulation", 2nd ed. 2009, section 3.1
 */
export function drawPick(utilities: readonly number[], temperature: number, draws: RandomStream): number {
  const noisy = utilities.map((value) => value - temperature * Math.log(-Math.log(1 - draws.uniform())));
  return noisy.indexOf(Math.max(...noisy));
}
