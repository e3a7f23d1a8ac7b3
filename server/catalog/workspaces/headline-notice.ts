import { Estimand, type Workspace } from './workspace.entity.js';

/** What an estimand is called in a sentence. */
export const ESTIMAND_NAMES: Readonly<Record<Estimand, string>> = {
  AVERAGE_RATES: 'average rates',
  EQUAL_WEIGHT: 'equal weight per store',
  LOG_RATIO: 'log ratio',
  BIAS_CORRECTED: 'bias corrected',
  TRAFFIC_WEIGHTED: 'traffic weighted',
  RANDOM_EFFECTS: 'random effects',
};

/** What a workspace whose headline was chosen for it before the default changed is told; null if it was chosen since. */
export const headlineNotice = ({ headlineEstimand, hasFormerHeadline }: Workspace): string | null =>
  hasFormerHeadline && headlineEstimand !== Estimand.AVERAGE_RATES
    ? `This workspace's headline is ${ESTIMAND_NAMES[headlineEstimand]}. New workspaces use average rates, because few clicks, few items and unequal arms do not bias them. Change or confirm the headline in Settings.`
    : null;

export const HEADLINE_NOTICE_DESCRIPTION =
  'Says that the headline is not the one new workspaces have, until an administrator names one in `changeWorkspace`; null from then on.';
