import { CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCompact, formatCount } from '../../format/numbers.js';
import {
  formatLoss,
  formatLossTick,
  type LossPoint,
  linearScale,
  logScale,
  type StageCurve,
} from './loss-curve.js';

const HEIGHT = 300;

export interface LossChartProps {
  readonly curve: StageCurve;
  readonly logarithmic: boolean;
}

/** Losses of one stage over the steps it has; what is still to come stays empty. */
export function LossChart({ curve, logarithmic }: LossChartProps) {
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <ComposedChart data={[...curve.points]} margin={{ top: 8, right: 20, bottom: 18, left: 6 }}>
        <CartesianGrid vertical={false} />
        <XAxis
          type="number"
          dataKey="step"
          domain={[0, curve.steps]}
          tickFormatter={formatCompact}
          label={{ value: 'Training step', position: 'insideBottom', offset: -12 }}
        />
        <YAxis
          {...yAxis(curve, logarithmic)}
          tickFormatter={formatLossTick}
          width={62}
          label={{ value: 'Loss', angle: -90, position: 'insideLeft', offset: 8 }}
        />
        <Tooltip content={<LossTooltip />} />
        <Losses />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Each loss as a dot, their running level as a line. */
const Losses = () => (
  <>
    <Line
      dataKey="loss"
      stroke="none"
      dot={{ r: 1.7, fill: 'var(--toile-ai)', fillOpacity: 0.38, stroke: 'none' }}
      activeDot={{ r: 3.5, fill: 'var(--toile-ai)' }}
      isAnimationActive={false}
    />
    <Line
      dataKey="smoothed"
      stroke="var(--toile-ai)"
      strokeWidth={2}
      dot={false}
      activeDot={false}
      isAnimationActive={false}
    />
  </>
);

function yAxis({ points }: StageCurve, logarithmic: boolean) {
  const losses = points.map(({ loss }) => loss);
  const { min, max, ticks } = logarithmic ? logScale(losses) : linearScale(losses);
  const scale: 'log' | 'linear' = logarithmic ? 'log' : 'linear';
  return { type: 'number' as const, scale, domain: [min, max], ticks: [...ticks] };
}

function LossTooltip(props: {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: LossPoint }[];
}) {
  const point = props.payload?.[0]?.payload;
  if (!props.active || !point) return null;
  return (
    <div className="chart-tooltip">
      <b>
        loss {formatLoss(point.loss)} · step {formatCount(point.step)}
      </b>
      running level {formatLoss(point.smoothed)} · learning rate {point.learningRate.toPrecision(3)}
    </div>
  );
}
