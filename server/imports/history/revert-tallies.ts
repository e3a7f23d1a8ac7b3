import { counted } from '../shown-text.js';

/** What a revert took back, in the order that reports name it. */
const TAKEN_BACK = {
  countsRemoved: (count: number) => `${counted(count, 'total')} removed`,
  countsRestored: (count: number) => `${counted(count, 'total')} restored`,
  eventsRemoved: (count: number) => `${counted(count, 'event')} removed`,
  itemsRemoved: (count: number) => `${counted(count, 'item')} removed`,
  itemsRestored: (count: number) => `${counted(count, 'item')} restored`,
  storesRemoved: (count: number) => `${counted(count, 'store')} removed`,
};

export type RevertTallies = Readonly<Partial<Record<keyof typeof TAKEN_BACK, number>>>;

/** Tallies as people read them, those of 0 left out. */
export const revertTexts = (tallies: RevertTallies): string[] =>
  Object.entries(TAKEN_BACK).flatMap(([name, text]) => {
    const count = tallies[name as keyof RevertTallies]; // a name of TAKEN_BACK
    return count ? [text(count)] : [];
  });
