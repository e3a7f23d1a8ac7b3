import { ModelKind } from '../versions/model-kind.js';
import type { ModelVersion } from '../versions/model-version.entity.js';

/** What people should know of the demonstration models, and what they are known by. */
export const DEMONSTRATION_NOTE = 'small demonstration model, trained on simulated data';

/** Found by an audit of the demonstration models; their metrics do not show it. */
const OF_DEMONSTRATION: Readonly<Record<ModelKind, string>> = {
  [ModelKind.REWARD]:
    'For merchants it learnt from, its score hardly depends on the prompt: it finds the right category of an image among five in 31% of cases, and chance is 20%. It ranks images by taste; it does not check that they show what was asked for.',
  [ModelKind.GENERATOR]:
    'A merchant’s taste can override the colour in the prompt: an image may come out in a colour that the merchant likes instead of the one that was asked for.',
};

/** What is known to be wrong with a version; nothing is known of versions that people trained or brought. */
export const limitationsOf = ({ kind, note }: Pick<ModelVersion, 'kind' | 'note'>): string[] =>
  note === DEMONSTRATION_NOTE ? [OF_DEMONSTRATION[kind]] : [];
