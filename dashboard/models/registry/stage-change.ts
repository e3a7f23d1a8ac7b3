import type { MetricValuesFragment, ModelKind } from '../../generated/graphql.js';
import { MODEL_KIND_NAMES } from '../model-words.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Measured extends Named {
  readonly metrics: readonly MetricValuesFragment[];
}

/** Something that is about to change which version is used. */
export type StageChange =
  | {
      readonly kind: 'promote';
      readonly model: ModelKind;
      readonly version: Measured;
      readonly production: Measured | null;
    }
  | {
      readonly kind: 'roll-back';
      readonly model: ModelKind;
      readonly production: Named;
      readonly former: Named;
    }
  | { readonly kind: 'archive'; readonly model: ModelKind; readonly version: Named };

export interface ChangeWords {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly action: string;
}

const USES: Record<ModelKind, string> = {
  REWARD: 'Every score that names no version is computed by it from now on, in every workspace.',
  GENERATOR: 'Every image that is asked for without naming a version is drawn by it, in every workspace.',
};

const LOGGED = 'The audit log keeps who did this and when.';

/** What a change does, said before it is done. */
export function changeWords(change: StageChange): ChangeWords {
  if (change.kind === 'archive') return archiveWords(change);
  return change.kind === 'roll-back' ? rollBackWords(change) : promotionWords(change);
}

type ChangeOf<Kind extends StageChange['kind']> = Extract<StageChange, { readonly kind: Kind }>;

const nameOf = (model: ModelKind): string => MODEL_KIND_NAMES[model].toLowerCase();

const archiveWords = ({ model, version }: ChangeOf<'archive'>): ChangeWords => ({
  title: `Archive “${version.name}”?`,
  sentences: [
    'It goes to the end of the list and is not offered any more. Its files, metrics and runs stay, and it can be promoted again.',
    `The ${nameOf(model)} in production stays what it is. ${LOGGED}`,
  ],
  action: 'Archive it',
});

const rollBackWords = ({ model, production, former }: ChangeOf<'roll-back'>): ChangeWords => ({
  title: `Roll back to “${former.name}”?`,
  sentences: [
    `“${former.name}” is the ${nameOf(model)} in production again; “${production.name}” is archived.`,
    `${USES[model]} ${LOGGED}`,
  ],
  action: 'Roll back',
});

const promotionWords = ({ model, version, production }: ChangeOf<'promote'>): ChangeWords => ({
  title: `Put “${version.name}” into production?`,
  sentences: [
    production
      ? `It takes the place of “${production.name}”, which is archived. A roll-back brings that one back.`
      : `It becomes the first ${nameOf(model)} in production.`,
    `${USES[model]} ${LOGGED}`,
  ],
  action: 'Promote it',
});
