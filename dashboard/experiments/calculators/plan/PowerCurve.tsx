import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCompact, formatCount, formatShare } from '../../../format/numbers.js';
import { counted } from '../../../format/words.js';
import type { SampleSizeQuery } from '../../../generated/graphql.js';
import { ChartFigure } from '../../../ui/chart/ChartFigure.js';
import { type DataColumn, DataTable } from '../../../ui/DataTable.js';
import { formatGivenShare } from '../answer/effect-words.js';
import type { PlanUnit } from './plan-form.js';

type PowerPoint = SampleSizeQuery['sampleSize']['powerCurve'][number];

export interface PowerCurveProps {
  readonly points: readonly PowerPoint[];
  readonly needed: number;
  /** The chance that was asked for. */
  readonly power: number;
  readonly unit: PlanUnit;
}

/** The chance to find the effect over the units, from none to twice those that are needed. */
export function PowerCurve({ points, needed, power, unit }: PowerCurveProps) {
  const last = points.at(-1);
  if (!last) return null;
  const label = `Line chart: power over ${unit}s. It reaches ${formatGivenShare(power)} at ${counted(needed, unit)} and ${formatShare(last.power)} at ${formatCount(last.units)}.`;
  return (
    <div className="power-curve">
      <ChartFigure
        label={label}
        caption={`Chance to find the effect, by ${unit}s`}
        chart={<Curve points={points} needed={needed} power={power} unit={unit} />}
        table={
          <DataTable
            label={`Power by ${unit}s`}
            columns={columnsOf(unit)}
            rows={points}
            rowKey={({ units }) => units}
          />
        }
      />
    </div>
  );
}

const HEIGHT = 240;
const POWER_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

function Curve({ points, needed, power, unit }: PowerCurveProps) {
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <LineChart data={[...points]} margin={{ top: 8, right: 20, bottom: 18, left: 6 }}>
        <CartesianGrid vertical={false} />
        <XAxis
          type="number"
          dataKey="units"
          domain={[0, 2 * needed]}
          ticks={[0, needed / 2, needed, (3 * needed) / 2, 2 * needed]}
          tickFormatter={formatCompact}
          label={{
            value: unit === 'store' ? 'Stores' : 'Units over all arms',
            position: 'insideBottom',
            offset: -12,
          }}
        />
        <YAxis
          domain={[0, 1]}
          ticks={POWER_TICKS}
          tickFormatter={formatShare}
          width={56}
          label={{ value: 'Power', angle: -90, position: 'insideLeft', offset: 8 }}
        />
        <Tooltip content={<PointTooltip unit={unit} />} />
        <ReferenceLine y={power} stroke="var(--toile-line-strong)" strokeDasharray="4 4" />
        <ReferenceLine x={needed} stroke="var(--toile-line-strong)" strokeDasharray="4 4" />
        <Line
          dataKey="power"
          stroke="var(--toile-ai)"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

interface PointTooltipProps {
  readonly unit: PlanUnit;
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: PowerPoint }[];
}

function PointTooltip({ unit, active, payload }: PointTooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="chart-tooltip">
      <b>{formatShare(point.power)} power</b>
      {counted(point.units, unit)}
    </div>
  );
}

const columnsOf = (unit: PlanUnit): DataColumn<PowerPoint>[] => [
  {
    header: unit === 'store' ? 'Stores' : 'Units',
    cell: ({ units }) => formatCount(units),
    numeric: true,
    namesRow: true,
  },
  { header: 'Power', cell: ({ power }) => formatShare(power), numeric: true },
];
