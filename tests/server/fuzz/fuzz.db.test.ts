import { itAnswers } from './fuzz.js';

/** `npm run fuzz` sends more; `fuzz.slow` sends enough to find a leak, too. */
itAnswers(Number(process.env.TOILE_FUZZ_INPUTS ?? 400));
