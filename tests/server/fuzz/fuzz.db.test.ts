import { itAnswers } from './fuzz.js';

/** `npm run fuzz` sends more. */
itAnswers(Number(process.env.TOILE_FUZZ_INPUTS ?? 400));
