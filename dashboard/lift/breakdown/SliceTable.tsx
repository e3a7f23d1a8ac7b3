import { Anchor } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { formatPValue } from '../../format/numbers.js';
import type { LiftBreakdownSlicesQuery } from '../../generated/graphql.js';
import { type IntervalColumn, IntervalTable } from '../../ui/chart/IntervalTable.js';
import { scaleOfIntervals } from '../../ui/chart/scale.js';
import { CountWarnings } from '../CountWarnings.js';
import { verdictTone } from '../headline/verdict.js';
import { LIFT_VALUE, rateColumns } from '../interval-columns.js';
import { type LiftFilters, writeLiftFilters } from '../lift-filters.js';
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

export interface SliceTableProps {
  readonly report: SlicedReport;
  /** What narrows the report to a slice; null if nothing can. */
  readonly filtersOf: (label: string | null) => Partial<LiftFilters> | null;
}

/** One row per slice, drawn on one axis. */
export function SliceTable({ report: { metric, breakdown }, filtersOf }: SliceTableProps) {
  return (
    <IntervalTable
      caption="Relative lift by slice, with its interval, adjusted for looking at all slices"
      header="Slice"
      rows={breakdown}
      rowKey={({ label }) => label ?? 'not stated'}
      label={(slice) => <SliceName slice={slice} filters={filtersOf(slice.label)} />}
      estimate={adjusted}
      {...LIFT_VALUE}
      scale={scaleOfIntervals(breakdown.map(adjusted))}
      look={({ verdict }) => ({
        ...{ shape: 'diamond', radius: 5 },
        className: verdictTone({ metric, verdict }),
      })}
      before={rateColumns(metric)}
      after={AFTER}
    />
  );
}

interface SliceNameProps {
  readonly slice: Slice;
  readonly filters: Partial<LiftFilters> | null;
}

/** The name leads to the same page, narrowed to the slice. */
function SliceName({ slice: { label, estimate }, filters }: SliceNameProps) {
  const [params] = useSearchParams();
  return (
    <>
      {filters === null ? (
        sliceName(label)
      ) : (
        <Anchor component={Link} to={`?${writeLiftFilters(filters, params)}`} fz="inherit">
          {sliceName(label)}
        </Anchor>
      )}
      <CountWarnings warnings={estimate.warnings} />
    </>
  );
}
