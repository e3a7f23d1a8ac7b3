import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatLift, formatLiftTick } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { intervalWords, type TrendPoint, trendScale } from './trend-points.js';

const HEIGHT = 260;

/** A line through the weeks, on the band of their intervals. */
export function TrendChart({ points }: { readonly points: readonly TrendPoint[] }) {
  const scale = trendScale(points);
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <ComposedChart data={[...points]} margin={{ top: 8, right: 16, bottom: 16, left: 0 }}>
        <CartesianGrid vertical={false} />
        <XAxis
          dataKey="label"
          padding={{ left: 16, right: 16 }}
          label={{ value: 'Week starting', position: 'insideBottom', offset: -10 }}
        />
        <YAxis domain={[scale.min, scale.max]} ticks={[...scale.ticks]} tickFormatter={formatLiftTick} />
        <Tooltip content={<WeekTooltip />} />
        <ReferenceLine y={0} stroke="var(--toile-line-strong)" />
        <Area dataKey="interval" stroke="none" fill="var(--toile-band)" isAnimationActive={false} />
        <Line
          dataKey="lift"
          stroke="var(--toile-ai)"
          strokeWidth={2}
          dot={{ r: 3.5, fill: 'var(--toile-ai)' }}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

interface WeekTooltipProps {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: TrendPoint }[];
}

function WeekTooltip({ active, payload }: WeekTooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="chart-tooltip">
      <b>
        {formatLift(point.lift)} · week starting {point.label}
      </b>
      {intervalWords(point)} · {counted(point.stores, 'store')}
    </div>
  );
}
