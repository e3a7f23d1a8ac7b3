import type { LiftTrend } from '../../generated/graphql.js';

export const TREND_NAMES: Record<LiftTrend, string> = {
  DAY: 'Daily',
  WEEK: 'Weekly',
  CUMULATIVE: 'Cumulative',
};

/** What the day is that names a point. */
export const POINT_NAMES: Record<LiftTrend, string> = {
  DAY: 'Day',
  WEEK: 'Week starting',
  CUMULATIVE: 'From the first day through',
};

export const TREND_LEADS: Record<LiftTrend, string> = {
  DAY: 'Each day computed by itself from the stores that had traffic on it, so a day is far less certain than the whole.',
  WEEK: 'Each week computed by itself from the stores that had traffic in it, so a week is less certain than the whole.',
  CUMULATIVE:
    'The headline as it was after each week. Its points share their data: do not stop at the first week in which an interval excludes zero.',
};
