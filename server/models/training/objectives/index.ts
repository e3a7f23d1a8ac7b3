/** The training objectives, each under the name by which recipes ask for it. */
export { autoencoder } from './generator/autoencoder.js';
export { denoising } from './generator/denoising.js';
export { groupPreference } from './generator/group-preference.js';
export { likedPictures } from './generator/liked-pictures.js';
export { pairPreference } from './generator/pair-preference.js';
export { stepPreference } from './generator/step-preference.js';
export { stepReward } from './generator/step-reward.js';
export { comparisons } from './reward/comparisons.js';
export { contrastive } from './reward/contrastive.js';
export { personalReward } from './reward/personal-reward.js';
export { picks } from './reward/picks.js';
export { ratings } from './reward/ratings.js';
