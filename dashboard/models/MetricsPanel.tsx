import { Stack } from '@mantine/core';
import { formatCount } from '../format/numbers.js';
import type { MetricValuesFragment } from '../generated/graphql.js';
import { type DataColumn, DataTable } from '../ui/DataTable.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Panel } from '../ui/page/Panel.js';
import { MeasureChart } from './MeasureChart.js';
import { drawnMeasures, toMeasures } from './metric-rows.js';
import { metricInterval, metricName, metricValue } from './metric-words.js';

export interface MetricsPanelProps {
  readonly metrics: readonly MetricValuesFragment[];
  readonly simulated: boolean;
  /** What to say where nothing was measured. */
  readonly empty: string;
}

const LEAD = 'Each number with its 95% interval, next to the models it is compared with.';
const SIMULATED = ' Measured on simulated merchants: no result about real ones.';

const COLUMNS: readonly DataColumn<MetricValuesFragment>[] = [
  { header: 'Metric', cell: ({ name }) => metricName(name), namesRow: true },
  { header: 'Value', cell: metricValue, numeric: true },
  { header: '95% interval', cell: (metric) => metricInterval(metric) ?? '–', numeric: true },
  { header: 'Groups', cell: ({ sampleSize }) => formatCount(sampleSize), numeric: true },
];

/** How good a model is: drawings of the measures that are compared, then every number. */
export function MetricsPanel({ metrics, simulated, empty }: MetricsPanelProps) {
  const measures = drawnMeasures(toMeasures(metrics));
  return (
    <Panel title="Metrics" lead={metrics.length > 0 && (simulated ? LEAD + SIMULATED : LEAD)}>
      {metrics.length === 0 ? (
        <EmptyNotice title="No metric yet">{empty}</EmptyNotice>
      ) : (
        <Stack gap="lg">
          {measures.map((measure) => (
            <MeasureChart key={measure.name} measure={measure} />
          ))}
          <DataTable
            label="Metrics"
            className="model-metrics"
            columns={COLUMNS}
            rows={metrics}
            rowKey={({ name }) => name}
          />
        </Stack>
      )}
    </Panel>
  );
}
