import { formatLift, formatShare } from '../../format/numbers.js';

export interface Heterogeneity {
  /** Share of the scatter that is not chance, 0 to 1. */
  readonly iSquared: number | null;
  readonly predictionLower: number | null;
  readonly predictionUpper: number | null;
}

const LITTLE = 0.25;
const MUCH = 0.6;

/** Higgins et al. (2003) suggest low, moderate and high from about 25, 50 and 75 %; words between them. */
function spreadWords(iSquared: number): string {
  if (iSquared < LITTLE) return 'Stores hardly differ: what scatter there is can be chance';
  if (iSquared < MUCH)
    return `Stores differ somewhat: about ${formatShare(iSquared)} of the scatter is not chance`;
  return `Stores truly differ: about ${formatShare(iSquared)} of the scatter is not chance`;
}

function nextStoreWords({ predictionLower: lower, predictionUpper: upper }: Heterogeneity): string {
  if (lower === null || upper === null) return '';
  const range = `A new store would likely fall between ${formatLift(lower)} and ${formatLift(upper)}`;
  if (lower > 0) return ` ${range}: AI items can be expected to do better there too.`;
  if (upper < 0) return ` ${range}: AI items can be expected to do worse there too.`;
  return ` ${range}: the mean says little about a single store.`;
}

/** Heterogeneity for a reader who does not know the symbols. */
export const heterogeneityWords = (heterogeneity: Heterogeneity): string =>
  heterogeneity.iSquared === null
    ? ''
    : `${spreadWords(heterogeneity.iSquared)}.${nextStoreWords(heterogeneity)}`;
