import { z } from 'zod';
import { type JobTask, wholeWithin } from '../platform/index.js';
import { type DemoService, LOAD_DEMO_KIND } from './demo.service.js';
import { DEMO_DAYS_RANGE, DEMO_SEED_RANGE, DEMO_SIZE_RANGE } from './demo-world.js';

const payload = z.object({
  settings: z.object({
    seed: wholeWithin(DEMO_SEED_RANGE),
    stores: wholeWithin(DEMO_SIZE_RANGE),
    items: wholeWithin(DEMO_SIZE_RANGE),
    days: wholeWithin(DEMO_DAYS_RANGE),
    visits: wholeWithin(DEMO_SIZE_RANGE),
  }),
  endsOn: z.iso.date(),
});

/** Loads the demo in the background, in the name of who asked for it. */
export const loadDemoTask = (demo: DemoService): JobTask<z.output<typeof payload>> => ({
  kind: LOAD_DEMO_KIND,
  payload,
  run: async (load, { requester, signal, report }) => {
    if (await demo.isLoadedUnchecked()) return { alreadyLoaded: true }; // by an earlier run that could not say so any more
    return demo.load(requester, { ...load, signal, report });
  },
});
