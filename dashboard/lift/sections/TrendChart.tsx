import {
  Area,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatShortDay } from '../../format/dates.js';
import { formatLift, formatLiftTick } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { ChartLegend } from '../../ui/chart/ChartLegend.js';
import type { Scale } from '../../ui/chart/scale.js';
import { intervalWords, type TrendPoint, trendScale } from './trend-points.js';

const HEIGHT = 260;

const LIFT_COLOR = 'var(--toile-ai)';
const BAND_COLOR = 'var(--toile-band)';

export interface TrendChartProps {
  readonly points: readonly TrendPoint[];
  /** What the day of a point is. */
  readonly dayName: string;
  readonly intervalName: string;
}

/** A line through the periods, on the band of their intervals. */
export function TrendChart({ points, dayName, intervalName }: TrendChartProps) {
  const scale = trendScale(points);
  return (
    <>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <ComposedChart
          data={points.map((point) => ({ ...point, time: timeOf(point), whiskers: whiskersOf(point) }))}
          margin={{ top: 8, right: 16, bottom: 16, left: 0 }}
        >
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="time"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            ticks={labelled(points).map(timeOf)}
            tickFormatter={(time: number) => formatShortDay(new Date(time).toISOString().slice(0, 10))}
            padding={{ left: 16, right: 16 }}
            label={{ value: dayName, position: 'insideBottom', offset: -10 }}
          />
          <YAxis
            domain={[scale.min, scale.max]}
            ticks={[...scale.ticks]}
            tickFormatter={formatLiftTick}
            label={{
              value: 'Relative lift',
              angle: -90,
              position: 'insideLeft',
              style: { textAnchor: 'middle' },
            }}
          />
          <Tooltip content={<PointTooltip dayName={dayName} />} />
          <ReferenceLine y={0} stroke="var(--toile-line-strong)" label={zeroLabel(scale)} />
          <Area dataKey="interval" stroke="none" fill={BAND_COLOR} isAnimationActive={false} />
          <Line
            dataKey="lift"
            stroke={LIFT_COLOR}
            strokeWidth={2}
            dot={{ r: 3.5, fill: LIFT_COLOR }}
            isAnimationActive={false}
          >
            {points.length === 1 && (
              <ErrorBar dataKey="whiskers" stroke={LIFT_COLOR} strokeWidth={1.5} width={6} />
            )}
          </Line>
        </ComposedChart>
      </ResponsiveContainer>
      <ChartLegend
        entries={[
          { name: 'Lift', color: LIFT_COLOR },
          { name: intervalName, color: BAND_COLOR },
        ]}
      />
    </>
  );
}

/** How far the interval reaches below and above the lift: a band of a single point has no width. */
const whiskersOf = ({ lift, interval }: TrendPoint) =>
  lift !== null && interval ? [lift - interval[0], interval[1] - lift] : undefined;

/** Where a point lies on the axis of time, in milliseconds. */
const timeOf = ({ day }: TrendPoint): number => Date.parse(day);

const MAX_LABELS = 6;

/** The points whose days stand on the axis. */
const labelled = (points: readonly TrendPoint[]): TrendPoint[] =>
  points.filter((_, index) => index % Math.ceil(points.length / MAX_LABELS) === 0);

/** Above zero, or below it where nothing lies above. */
const zeroLabel = ({ max }: Scale) =>
  ({ value: 'no difference', position: max > 0 ? 'insideBottomRight' : 'insideTopRight' }) as const;

interface PointTooltipProps {
  readonly dayName: string;
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: TrendPoint }[];
}

function PointTooltip({ dayName, active, payload }: PointTooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="chart-tooltip">
      <b>
        {formatLift(point.lift)} · {dayName.toLowerCase()} {point.label}
      </b>
      {intervalWords(point)} · {counted(point.stores, 'store')}
    </div>
  );
}
