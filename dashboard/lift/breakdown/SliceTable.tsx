import { formatInterval, formatLift, formatPValue, formatRate } from '../../format/numbers.js';
import type { LiftBreakdownSlicesQuery } from '../../generated/graphql.js';
import { AxisTicks } from '../../ui/chart/AxisTicks.js';
import { IntervalMark } from '../../ui/chart/IntervalMark.js';
import { type Scale, scaleOfIntervals } from '../../ui/chart/scale.js';
import { NarrowInterval } from '../NarrowInterval.js';
import { sliceName } from './breakdowns.js';

type Slice = LiftBreakdownSlicesQuery['lift']['breakdown'][number];

/** One row per slice, drawn on one axis. */
export function SliceTable({ slices }: { readonly slices: readonly Slice[] }) {
  const scale = scaleOfIntervals(slices.map(({ estimate }) => estimate));
  return (
    <table className="forest">
      <caption className="visually-hidden">Relative lift by slice, with its interval</caption>
      <thead>
        <tr>
          <th scope="col">Slice</th>
          <th scope="col" className="number wide">
            AI rate
          </th>
          <th scope="col" className="number wide">
            Human rate
          </th>
          <th scope="col" className="plot">
            <span className="visually-hidden">Drawing</span>
            <AxisTicks scale={scale} />
          </th>
          <th scope="col" className="number">
            Lift
          </th>
          <th scope="col" className="number wide">
            Interval
          </th>
          <th
            scope="col"
            className="number wide"
            title="Adjusted for looking at all slices (Benjamini-Hochberg)"
          >
            Adjusted p
          </th>
          <th scope="col" className="number wide">
            Stores
          </th>
        </tr>
      </thead>
      <tbody>
        {slices.map((slice) => (
          <SliceRow key={slice.label ?? 'not stated'} slice={slice} scale={scale} />
        ))}
      </tbody>
    </table>
  );
}

function SliceRow({ slice, scale }: { readonly slice: Slice; readonly scale: Scale }) {
  const { label, estimate, ai, human } = slice;
  return (
    <tr>
      <th scope="row">
        {sliceName(label)}
        <NarrowInterval lower={estimate.lower} upper={estimate.upper} reason={estimate.reason} />
      </th>
      <td className="number wide">{formatRate(ai.rate)}</td>
      <td className="number wide">{formatRate(human.rate)}</td>
      <td className="plot">
        <IntervalMark interval={estimate} scale={scale} shape="diamond" radius={5} />
      </td>
      <td className="number strong">{formatLift(estimate.value)}</td>
      <td className="number wide">
        {estimate.lower === null ? (estimate.reason ?? '–') : formatInterval(estimate.lower, estimate.upper)}
      </td>
      <td className="number wide">{formatPValue(slice.pValueAdjusted)}</td>
      <td className="number wide">{estimate.stores}</td>
    </tr>
  );
}
