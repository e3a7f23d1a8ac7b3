import {
  CartesianGrid,
  Cell,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { chanceOf, type Measure, type MetricParty, type MetricRow, measureScale } from './metric-rows.js';
import { formatMetric, metricInterval } from './metric-words.js';

const ROW_HEIGHT = 30;
const AXIS_HEIGHT = 46;
const NAME_WIDTH = 132;

const COLORS: Record<MetricParty, string> = {
  own: 'var(--toile-ai)',
  baseline: 'var(--toile-muted)',
  ceiling: 'var(--toile-better)',
};

const CHANCE_COLOR = 'var(--toile-line-strong)';
const CHANCE_DASHES = '2 3';
const CEILING_DASHES = '4 4';

/** One measure of several models: a row each, its interval as a whisker, chance and ceiling as lines. */
export function MeasureChart({ measure }: { readonly measure: Measure }) {
  const { name, rows } = measure;
  const chance = chanceOf(name);
  return (
    <figure className="chart-figure measure-chart">
      <figcaption>
        <span>
          {name}, with 95% intervals
          {chance !== null && (
            <LineKey dashes={CHANCE_DASHES} color={CHANCE_COLOR} text={`chance, ${chance}`} />
          )}
          {rows.some(({ party }) => party === 'ceiling') && (
            <LineKey dashes={CEILING_DASHES} color={COLORS.ceiling} text="the ceiling" />
          )}
        </span>
      </figcaption>
      <div role="img" aria-label={measureWords(measure)}>
        <MeasurePlot measure={measure} />
      </div>
    </figure>
  );
}

function MeasurePlot({ measure }: { readonly measure: Measure }) {
  const { name, rows } = measure;
  const scale = measureScale(measure);
  return (
    <ResponsiveContainer width="100%" height={AXIS_HEIGHT + ROW_HEIGHT * rows.length}>
      <ScatterChart margin={{ top: 4, right: 24, bottom: 16, left: 0 }}>
        <CartesianGrid horizontal={false} />
        <XAxis
          type="number"
          dataKey="value"
          domain={[scale.min, scale.max]}
          ticks={[...scale.ticks]}
          tickFormatter={(tick: number) => String(Number(tick.toFixed(3)))}
          label={{ value: name, position: 'insideBottom', offset: -10 }}
        />
        <YAxis type="category" dataKey="subject" width={NAME_WIDTH} reversed interval={0} tickLine={false} />
        <References measure={measure} />
        <Tooltip content={<MetricTooltip />} cursor={false} />
        <Points rows={rows} />
      </ScatterChart>
    </ResponsiveContainer>
  );
}

/** What chance and the best possible model reach. */
function References({ measure: { name, rows } }: { readonly measure: Measure }) {
  const ceiling = rows.find(({ party }) => party === 'ceiling');
  const chance = chanceOf(name);
  return (
    <>
      {chance !== null && <ReferenceLine x={chance} stroke={CHANCE_COLOR} strokeDasharray={CHANCE_DASHES} />}
      {ceiling && (
        <ReferenceLine
          x={ceiling.value}
          stroke={COLORS.ceiling}
          strokeDasharray={CEILING_DASHES}
          ifOverflow="hidden"
        />
      )}
    </>
  );
}

const Points = ({ rows }: Pick<Measure, 'rows'>) => (
  <Scatter data={rows.map((row) => ({ ...row, error: errorOf(row) }))} isAnimationActive={false}>
    {rows.map(({ name, party }) => (
      <Cell key={name} fill={COLORS[party]} />
    ))}
    <ErrorBar
      dataKey="error"
      direction="x"
      isAnimationActive={false} // a growing whisker shows a wrong interval
      width={5}
      strokeWidth={1.5}
      stroke="var(--toile-muted)"
    />
  </Scatter>
);

interface LineKeyProps {
  readonly dashes: string;
  readonly color: string;
  readonly text: string;
}

/** What a line of the drawing stands for. */
const LineKey = ({ dashes, color, text }: LineKeyProps) => (
  <span className="line-key">
    <svg width="18" height="8" aria-hidden="true">
      <path d="M0 4h18" stroke={color} strokeWidth="2" strokeDasharray={dashes} />
    </svg>
    {text}
  </span>
);

const errorOf = ({ value, lower, upper }: MetricRow): [number, number] =>
  lower === null || upper === null ? [0, 0] : [value - lower, upper - value];

const rowWords = (row: MetricRow): string =>
  `${row.subject} ${formatMetric(row.value, row.unit)}${row.party === 'ceiling' ? ' (the ceiling)' : ''}`;

/** What the drawing says, read out in its place. */
const measureWords = ({ name, rows }: Measure): string =>
  `Dot chart of ${name}: ${rows.map((row) => `${rowWords(row)}, ${intervalWords(row)}`).join('; ')}`;

function intervalWords(row: MetricRow): string {
  const interval = metricInterval(row);
  return interval ? `95% interval ${interval}` : 'no interval';
}

function MetricTooltip(props: {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: MetricRow }[];
}) {
  const row = props.payload?.[0]?.payload;
  if (!props.active || !row) return null;
  return (
    <div className="chart-tooltip">
      <b>{rowWords(row)}</b>
      {intervalWords(row)}
    </div>
  );
}
