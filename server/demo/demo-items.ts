import { ItemOrigin } from '../catalog/index.js';
import { type Category, type GarmentDescription, sampleGarment } from '../garments/index.js';
import { dayAfter, dayOf, minorDigits } from '../platform/index.js';
import { type RandomStream, SIGNED_SEED_RANGE } from '../random/index.js';
import type { Arm, SimulatedShop } from '../simulation/index.js';
import type { DemoStore, Positioning } from './demo-stores.js';
import { type DemoSettings, drawsFor } from './demo-world.js';
import { garmentTitle } from './garment-title.js';
import { imageRecipe } from './image-drawer.js';

/** An item of a demo store, without the ids that the database gives. */
export interface DemoItem {
  readonly key: string;
  readonly origin: ItemOrigin;
  readonly title: string;
  readonly category: Category;
  readonly priceMinor: number;
  readonly currency: string;
  /** ISO day. */
  readonly listedOn: string;
  /** What its image is drawn from. */
  readonly recipe: string;
}

const ORIGINS: Readonly<Record<Arm, ItemOrigin>> = {
  ai: ItemOrigin.AI_GENERATED,
  human: ItemOrigin.HUMAN_DESIGNED,
};

/** Usual price in euros. */
const PRICES: Readonly<Record<Category, number>> = {
  dress: 58,
  't-shirt': 19,
  blouse: 36,
  shirt: 39,
  sweater: 48,
  jacket: 84,
  coat: 139,
  jumpsuit: 66,
  skirt: 38,
  pants: 46,
  shorts: 28,
};

const PRICE_LEVELS: Readonly<Record<Positioning, number>> = { budget: 0.6, 'mid-range': 1, premium: 1.9 };
const PRICE_SPREAD = 0.25;

/** Units of a currency for one euro, roughly. */
const PER_EURO: Readonly<Record<string, number>> = {
  EUR: 1,
  GBP: 0.86,
  USD: 1.1,
  SEK: 11.3,
  PLN: 4.3,
  JPY: 162,
};

/** Days before the first one. */
const LISTED_DAYS = { min: 14, max: 330 } as const;
const SEEDS = SIGNED_SEED_RANGE.max + 1;

/**
 * The items of the stores, one list a store, in the order of the shop's items: all were on sale before the first
 * day. A design, its price and its day do not depend on who made it.
 */
export function demoItems(
  { seed }: DemoSettings,
  {
    shops,
    stores,
    firstDay,
  }: { shops: readonly SimulatedShop[]; stores: readonly DemoStore[]; firstDay: Date },
): DemoItem[][] {
  const draws = drawsFor(seed, 'items');
  return shops.map((shop, index) => {
    const store = stores[index]!;
    return shop.items.map(({ arm }, number): DemoItem => {
      const garment = sampleGarment(draws.below(SEEDS));
      const ageDays = LISTED_DAYS.min + draws.below(LISTED_DAYS.max - LISTED_DAYS.min);
      return {
        key: `${initials(store.name)}-${String(number + 1).padStart(4, '0')}`,
        origin: ORIGINS[arm],
        title: garmentTitle(garment),
        category: garment.category,
        priceMinor: price(garment, store, draws),
        currency: store.currency,
        listedOn: dayAfter(dayOf(firstDay), -ageDays),
        recipe: imageRecipe(garment, draws.below(SEEDS)),
      };
    });
  });
}

/** E.g. `MA` of "Maison Aurelle"; keys need to differ only within their store. */
const initials = (name: string) =>
  name
    .split(' ')
    .map((word) => word[0]!.toUpperCase())
    .filter((letter) => /[A-Z]/.test(letter))
    .join('');

/** In minor units; a whole unit less a twentieth where the currency has decimals, else a multiple of ten. */
function price({ category, details }: GarmentDescription, store: DemoStore, draws: RandomStream): number {
  const level = PRICE_LEVELS[store.positioning] * PER_EURO[store.currency]! * (1 + 0.06 * details.length);
  const amount = PRICES[category] * level * Math.exp(PRICE_SPREAD * draws.normal());
  const digits = minorDigits(store.currency);
  return digits === 0 ? Math.round(amount / 10) * 10 : Math.round(amount) * 10 ** digits - 5;
}
