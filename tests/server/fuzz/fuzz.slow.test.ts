import { itAnswers } from './fuzz.js';

itAnswers(2_000);
