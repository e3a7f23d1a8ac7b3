import { Stack, Table } from '@mantine/core';
import { formatCount } from '../format/numbers.js';
import type { MetricValuesFragment } from '../generated/graphql.js';
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

const LEAD = 'Each number with its 95% interval, beside the models it is compared with.';
const SIMULATED = ' Measured on simulated merchants: no result about real ones.';

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
          <MetricsTable metrics={metrics} />
        </Stack>
      )}
    </Panel>
  );
}

function MetricsTable({ metrics }: { readonly metrics: readonly MetricValuesFragment[] }) {
  return (
    <div className="scroll-x">
      <Table className="model-metrics">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Metric</Table.Th>
            <Table.Th scope="col" className="number">
              Value
            </Table.Th>
            <Table.Th scope="col" className="number">
              95% interval
            </Table.Th>
            <Table.Th scope="col" className="number">
              Groups
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {metrics.map((metric) => (
            <Table.Tr key={metric.name}>
              <Table.Th scope="row" className="row-name">
                {metricName(metric.name)}
              </Table.Th>
              <Table.Td className="number">{metricValue(metric)}</Table.Td>
              <Table.Td className="number">{metricInterval(metric) ?? '–'}</Table.Td>
              <Table.Td className="number">{formatCount(metric.sampleSize)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
