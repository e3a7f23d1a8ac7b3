import { describe, expect, it } from '@jest/globals';
import { useToile } from '../../../support/product/execute.js';
import { type ImportedFiles, importedFiles } from './imported-files.js';

const product = useToile();

/** What is imported first stays; what is imported second is taken back. */
interface Case {
  readonly first: (files: ImportedFiles) => Promise<unknown>;
  readonly second: (files: ImportedFiles) => Promise<string>;
  readonly takenBack: Readonly<Record<string, number>>;
}

const COUNTS = `
  Nord,mug,AI_GENERATED,SEARCH,100,10,1,2026-01-01,mugs,10.00,EUR,0,10.00
  Nord,cup,HUMAN_DESIGNED,SEARCH,200,20,2,2026-01-01,mugs,20.00,EUR,1,40.00
  Nord,jug,HUMAN_DESIGNED,OTHER,300,30,3,,mugs,30.00,EUR`;

const ITEMS = `
  Nord,mug,AI_GENERATED,Mug,mugs,10.00,EUR,2026-01-01
  Nord,cup,HUMAN_DESIGNED,Cup,mugs,20.00,EUR,2026-01-01,2026-06-30
  Nord,jug,HUMAN_DESIGNED,Jug`;

const EVENTS = `
  IMPRESSION,2026-01-01T10:00:00Z,ada,mug,SEARCH
  CLICK,2026-01-01T10:01:00Z,ada,mug
  ORDER,2026-01-01T10:02:00Z,ada,mug,,1,10.00,EUR,o1
  RETURN,2026-01-03T10:02:00Z,ada,mug,,1,10.00,EUR,o1`;

const cases: Readonly<Record<string, Case>> = {
  'counts into an empty workspace': {
    first: async () => {},
    second: (files) => files.counts(COUNTS),
    takenBack: { countsRemoved: 3, itemsRemoved: 3, storesRemoved: 1 },
  },
  'counts beside others': {
    first: (files) => files.counts(COUNTS),
    second: (files) =>
      files.counts(`
        Nord,mug,AI_GENERATED,SEARCH,5,4,3,2026-01-02
        Nord,pot,AI_GENERATED,SEARCH,7,6,5,2026-01-02,pots,50.00,EUR,0,99.00
        Süd,mug,AI_GENERATED,SEARCH,1,1,1`),
    takenBack: { countsRemoved: 3, itemsRemoved: 2, storesRemoved: 1 },
  },
  'counts that replace others': {
    first: (files) => files.counts(COUNTS),
    second: (files) =>
      files.counts(`
        Nord,mug,AI_GENERATED,SEARCH,1,1,1,2026-01-01,,,USD,1,5.00
        Nord,cup,HUMAN_DESIGNED,SEARCH,0,0,0,2026-01-01
        Nord,jug,HUMAN_DESIGNED,OTHER,9,9,9
        Nord,jug,HUMAN_DESIGNED,OTHER,9,9,9,2026-02-01`),
    takenBack: { countsRemoved: 1, countsRestored: 3 },
  },
  'counts that change facts and so slices': {
    first: (files) => files.counts(COUNTS),
    second: (files) =>
      files.counts(`
        Nord,mug,AI_GENERATED,SEARCH,50,5,1,2026-01-09,bowls,90.00,EUR
        Nord,cup,HUMAN_DESIGNED,SEARCH,60,6,1,2026-01-09,mugs,5.00,EUR`),
    takenBack: { countsRemoved: 2, itemsRestored: 2 },
  },
  'zeros where there were none': {
    first: (files) => files.counts(`Nord,mug,AI_GENERATED,SEARCH,0,0,0,2026-01-01`),
    second: (files) => files.counts(`Nord,mug,AI_GENERATED,SEARCH,0,0,0,2026-01-02`),
    takenBack: { countsRemoved: 1 },
  },
  'a catalogue': {
    first: (files) => files.items(`Nord,mug,AI_GENERATED`),
    second: (files) => files.items(ITEMS),
    takenBack: { itemsRemoved: 2, itemsRestored: 1 },
  },
  'a catalogue over totals': {
    first: async (files) => {
      await files.counts(COUNTS);
      await files.counts(`Nord,mug,AI_GENERATED,SEARCH,50,5,1,2026-01-09`);
    },
    second: (files) =>
      files.items(`
        Nord,mug,AI_GENERATED,New title,bowls,99.00,EUR,2026-03-01
        Nord,new,AI_GENERATED,New,mugs,1.00,EUR`),
    takenBack: { itemsRemoved: 1, itemsRestored: 1 },
  },
  'events of a catalogue': {
    first: (files) => files.items(ITEMS),
    second: (files) => files.events(EVENTS),
    takenBack: { eventsRemoved: 4 },
  },
  'events beside counts and events': {
    first: async (files) => {
      await files.counts(COUNTS);
      await files.events(`
        CLICK,2026-01-01T09:00:00Z,bob,mug,SEARCH
        ORDER,2026-01-01T09:02:00Z,bob,mug,,1,11.00,EUR,o9`);
    },
    second: (files) =>
      files.events(`${EVENTS}
      RETURN,2026-01-05T09:02:00Z,bob,mug,,1,11.00,EUR,o9`),
    takenBack: { eventsRemoved: 5 },
  },
};

describe.each(Object.entries(cases))('reverting %s', (_, { first, second, takenBack }) => {
  it.each([
    ['before a roll-up', false],
    ['after a roll-up', true],
  ])('leaves what there would be without it, %s', async (_, isRolledUp) => {
    const [reverted, never] = [await importedFiles(product), await importedFiles(product)];
    await first(reverted);
    await first(never);
    if (isRolledUp) await reverted.dump();

    const runId = await second(reverted);
    if (isRolledUp) await reverted.dump();
    const tallies = await reverted.revert(runId);

    const none = { countsRemoved: 0, countsRestored: 0, eventsRemoved: 0, itemsRemoved: 0 };
    expect(tallies).toEqual({ ...none, itemsRestored: 0, storesRemoved: 0, ...takenBack });
    expect(await reverted.dump()).toEqual(await never.dump());
  });
});
