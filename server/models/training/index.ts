export { DEMONSTRATION_FOLDER } from './data/merchants.js';
export type { DataGroup, TestGroups } from './data/preference-data.js';
export { evaluateReward, type RewardDataset } from './evaluation/evaluate-reward.js';
export { differingNumbers, numbersOf, readExpectedNumbers } from './expected-numbers.js';
export { originOf, parseRecipe, type Recipe, readRecipe, type SimulatedGroupsSettings } from './recipe.js';
export { isNotedSimulated, isSimulated } from './stages/origin-note.js';
export { trainInThreads } from './train-in-threads.js';
export { keptRecipe, stageContext, trainRecipe } from './train-recipe.js';
export type { Metric, TrainingOutcome, TrainingPoint } from './training-outcome.js';
