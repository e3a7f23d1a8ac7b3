import { type EstimateOverStores, noStores, type StoreMean, storeMeanEstimate } from './estimate.js';

/** How the mean is carried to a lift, and the note it travels with. */
type MeanSettings = Pick<StoreMean, 'confidence' | 'toLift' | 'note'>;

/** Unweighted mean over stores with SE = sd / sqrt(S) and a t_{S - 1} interval. */
export function meanOverStores(values: readonly number[], settings: MeanSettings): EstimateOverStores {
  const stores = values.length;
  if (stores === 0) return noStores(settings.note);
  const center = values.reduce((sum, value) => sum + value, 0) / stores;
  const standardError = stores === 1 ? null : Math.sqrt(sampleVariance(values, center) / stores);
  return storeMeanEstimate({ ...settings, center, standardError, stores });
}

const sampleVariance = (values: readonly number[], mean: number) =>
  values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
