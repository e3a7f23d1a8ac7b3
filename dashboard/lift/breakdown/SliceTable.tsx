import { formatPValue } from '../../format/numbers.js';
import type { LiftBreakdownSlicesQuery } from '../../generated/graphql.js';
import { type IntervalColumn, IntervalTable } from '../../ui/chart/IntervalTable.js';
import { scaleOfIntervals } from '../../ui/chart/scale.js';
import { CountWarnings } from '../CountWarnings.js';
import { LIFT_VALUE, rateColumns } from '../interval-columns.js';
import { sliceName } from './breakdowns.js';

type SlicedReport = LiftBreakdownSlicesQuery['lift'];
type Slice = SlicedReport['breakdown'][number];

/** The value of a slice, with the interval that agrees with its adjusted p-value. */
const adjusted = ({ estimate: { value, reason }, lowerAdjusted, upperAdjusted }: Slice) => ({
  value,
  reason,
  lower: lowerAdjusted,
  upper: upperAdjusted,
});

const AFTER: readonly IntervalColumn<Slice>[] = [
  {
    header: 'Adjusted p',
    hint: 'Adjusted for looking at all slices (Benjamini-Hochberg)',
    cell: ({ pValueAdjusted }) => formatPValue(pValueAdjusted),
  },
  { header: 'Stores', cell: ({ estimate }) => estimate.stores },
];

/** One row per slice, drawn on one axis. */
export function SliceTable({ report: { metric, breakdown } }: { readonly report: SlicedReport }) {
  return (
    <IntervalTable
      caption="Relative lift by slice, with its interval, adjusted for looking at all slices"
      header="Slice"
      rows={breakdown}
      rowKey={({ label }) => label ?? 'not stated'}
      label={(slice) => <SliceName slice={slice} />}
      estimate={adjusted}
      {...LIFT_VALUE}
      scale={scaleOfIntervals(breakdown.map(adjusted))}
      look={() => ({ shape: 'diamond', radius: 5 })}
      before={rateColumns(metric)}
      after={AFTER}
    />
  );
}

const SliceName = ({ slice: { label, estimate } }: { readonly slice: Slice }) => (
  <>
    {sliceName(label)}
    <CountWarnings warnings={estimate.warnings} />
  </>
);
