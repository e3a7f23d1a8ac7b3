import { itKeepsSums } from './equal-sums.js';

itKeepsSums(5);
