/** Small worlds of which the answer is easily told wrong, as rows of counts. */

export interface WorldRow {
  readonly store: string;
  readonly item: string;
  readonly origin: 'AI_GENERATED' | 'HUMAN_DESIGNED';
  readonly scenario: 'SEARCH';
  readonly category: string;
  readonly day: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly orders: number;
  readonly returns: number;
  readonly revenue?: string;
  readonly currency?: string;
}

const DAYS = ['2026-01-05', '2026-01-06', '2026-01-13', '2026-01-20'] as const;

type Counts = Pick<WorldRow, 'clicks' | 'orders' | 'returns'> & Pick<WorldRow, 'revenue' | 'currency'>;

/** Items of 1,000 impressions each, every one on a day of its own. */
const itemsOf = (store: string, origin: WorldRow['origin'], items: readonly Counts[]): WorldRow[] =>
  items.map((counts, index) => ({
    ...{
      store,
      origin,
      scenario: 'SEARCH',
      item: `${store} ${origin === 'HUMAN_DESIGNED' ? 'H' : 'A'}${index}`,
    },
    ...{ category: index % 2 ? 'dress' : 'shirt', day: DAYS[index % DAYS.length]!, impressions: 1000 },
    ...counts,
  }));

interface StoreCounts {
  readonly ai: readonly Counts[];
  readonly human: readonly Counts[];
}

const storeOf = (name: string, { ai, human }: StoreCounts): WorldRow[] => [
  ...itemsOf(name, 'AI_GENERATED', ai),
  ...itemsOf(name, 'HUMAN_DESIGNED', human),
];

const clicks = (...numbers: number[]): Counts[] =>
  numbers.map((number) => ({ clicks: number, orders: 0, returns: 0 }));

const returns = (...numbers: number[]): Counts[] =>
  numbers.map((number) => ({ clicks: 300, orders: 200, returns: number }));

const revenue = (currency: string, ...amounts: number[]): Counts[] =>
  amounts.map((amount) => ({ ...{ clicks: 60, orders: 20, returns: 0 }, revenue: `${amount}.00`, currency }));

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** AI items come back about half as often. */
export const FEWER_RETURNS: readonly WorldRow[] = times(6, (i) =>
  storeOf(`Store ${i}`, { ai: returns(20 + i, 22, 18, 21), human: returns(40 - i, 41, 38, 42) }),
).flat();

const CURRENCIES = ['AUD', 'CHF', 'EUR', 'GBP', 'JPY', 'USD'];

/** Every store in a currency of its own. */
export const SIX_CURRENCIES: readonly WorldRow[] = CURRENCIES.flatMap((currency, i) =>
  storeOf(`Store ${currency}`, {
    ai: revenue(currency, 600 + 10 * i, 580, 620),
    human: revenue(currency, 500, 510 - i, 490),
  }),
);

export const ONE_STORE: readonly WorldRow[] = storeOf('Nord', {
  ai: clicks(90, 95, 100, 92),
  human: clicks(50, 52, 48, 49),
});

/** Nothing tells the luck of an item from the store. */
export const ONE_ITEM_EACH: readonly WorldRow[] = times(6, (i) =>
  storeOf(`Store ${i}`, { ai: clicks(120 + i), human: clicks(60 - i) }),
).flat();

/** Both stores show exactly the same lift, of items that differ fourfold. */
export const TWO_THAT_AGREE: readonly WorldRow[] = ['Nord', 'Vega'].flatMap((name) =>
  storeOf(name, { ai: clicks(25, 60, 100), human: clicks(20, 50, 80) }),
);

/** 950 stores without AI items, 8 without clicks of human-designed ones, and 12 that can be compared. */
export const MANY_EXCLUDED: readonly WorldRow[] = [
  ...times(950, (i) => itemsOf(`Shop ${i}`, 'HUMAN_DESIGNED', clicks(40))).flat(),
  ...times(8, (i) => storeOf(`Young ${i}`, { ai: clicks(30), human: clicks(0) })).flat(),
  ...times(12, (i) => storeOf(`Store ${i}`, { ai: clicks(50 + i, 55), human: clicks(40, 46 - i) })).flat(),
];

/** Human-designed items ten times apart: the mean of the stores' ratios is high whatever is compared. */
export const BIASED_PLACEBO: readonly WorldRow[] = times(30, (i) =>
  storeOf(`Store ${i}`, { ai: clicks(110 + i), human: clicks(20, 200) }),
).flat();

/** Items differ little in one store and much in the others, one of which alone has bags. */
export const UNEQUAL_ITEMS: readonly WorldRow[] = [
  ...storeOf('Nord', { ai: clicks(90, 100, 95), human: clicks(80, 85, 82) }),
  ...storeOf('Vega', { ai: clicks(20, 150, 60), human: clicks(15, 90, 140) }),
  ...storeOf('Alba', { ai: clicks(30, 40, 200), human: clicks(50, 10, 120) }),
  ...storeOf('Onda', { ai: clicks(70, 110), human: clicks(60, 130) }).map((row) => ({
    ...row,
    category: 'bag',
  })),
];
