import { shownNumber } from '../../platform/index.js';
import { counted } from '../shown-text.js';

type Words = Readonly<Record<string, (count: number) => string>>;

/** What an import brings, in the order that reports name it. */
const BROUGHT = {
  impressions: (count) => counted(count, 'impression'),
  clicks: (count) => counted(count, 'click'),
  orders: (count) => counted(count, 'order'),
  returns: (count) => counted(count, 'return'),
  storesAdded: (count) => counted(count, 'new store'),
  itemsAdded: (count) => counted(count, 'new item'),
  itemsChanged: (count) => `${counted(count, 'item')} changed`,
  withImage: (count) => `${shownNumber(count)} with an image`,
  replaced: (count) => `${counted(count, 'total')} replaced`,
  duplicates: (count) => `${shownNumber(count)} known already`,
  titlesShortened: (count) => `${counted(count, 'title')} shortened`,
} satisfies Words;

/** What a person has to know about the rows that were imported. */
const NOTED = {
  repeated: (count) =>
    `${counted(count, 'row')} ${count === 1 ? 'repeats' : 'repeat'} an earlier row of this file`,
  lookalikes: (count) =>
    `Careful: ${counted(count, 'row')} ${count === 1 ? 'looks like an event' : 'look like events'} recorded before and may count twice: give rows an id column, or revert the import`,
  undated: (count) => `${counted(count, 'row')} without a day: in totals, absent from trends`,
  mixedDays: (count) =>
    `Careful: ${counted(count, 'row')} of items that have totals with a day and without: both are counted`,
  mixedScenarios: (count) =>
    `Careful: ${counted(count, 'row')} of items that have totals with a scenario and without, or as large a one of OTHER: all are counted`,
  besideEvents: (count) =>
    `Careful: ${counted(count, 'row')} of items that have events too, on the same day or any if the row has no day: both are counted`,
  besideTotals: (count) =>
    `Careful: ${counted(count, 'row')} of items that have imported totals too, of the same day or without a day: both are counted`,
  ordersWithoutAmount: (count) =>
    `${counted(count, 'order')} without an amount: revenue is unknown while ${count === 1 ? 'it is' : 'they are'} there`,
} satisfies Words;

/** Everything that an import counts apart from its rows; each importer counts some of it. */
export type Tallies = Readonly<Partial<Record<keyof typeof BROUGHT | keyof typeof NOTED, number>>>;

/** Tallies as people read them, those of 0 left out. */
export interface TallyTexts {
  readonly brought: readonly string[];
  readonly notes: readonly string[];
}

export const tallyTexts = (tallies: Tallies): TallyTexts => ({
  brought: textsOf(BROUGHT, tallies),
  notes: textsOf(NOTED, tallies),
});

const textsOf = (words: Words, tallies: Readonly<Record<string, number>>) =>
  Object.entries(words).flatMap(([name, text]) => (tallies[name] ? [text(tallies[name])] : []));
