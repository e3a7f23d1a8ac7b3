import { Alert, Text } from '@mantine/core';
import { counted } from '../../format/words.js';
import type { MetricValuesFragment } from '../../generated/graphql.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { metricInterval, metricName, metricValue } from '../metric-words.js';
import { type NumberPair, numberPairs, promotionWarning } from './promotion-numbers.js';

interface Measured {
  readonly name: string;
  readonly metrics: readonly MetricValuesFragment[];
}

export interface PromotionNumbersProps {
  readonly version: Measured;
  readonly production: Measured | null;
}

const CHANGES = { better: 'better', same: 'the same', worse: 'worse' } as const;

/** How good a version is and how good the one is whose place it takes, with a warning where it is worse. */
export function PromotionNumbers({ version, production }: PromotionNumbersProps) {
  const pairs = numberPairs(version, production);
  const names = { name: version.name, production: production?.name ?? null };
  const warning = promotionWarning(pairs, names);
  return (
    <>
      {warning && (
        <Alert color="madder" title="Check before you promote it" role="alert" my="sm">
          {warning}
        </Alert>
      )}
      {pairs.length > 0 && (
        <>
          <DataTable
            label="Metrics of both versions"
            compact
            columns={columnsOf(names)}
            rows={pairs}
            rowKey={({ name }) => name}
          />
          {production && (
            <Text size="xs" c="dimmed" mt={6}>
              Each was measured when it was made. Different groups make the numbers differ too: for a fair
              comparison, evaluate both on the same groups.
            </Text>
          )}
        </>
      )}
    </>
  );
}

interface Names {
  readonly name: string;
  readonly production: string | null;
}

const columnsOf = ({ name, production }: Names): DataColumn<NumberPair>[] => [
  { header: 'Metric', cell: (pair) => metricName(pair.name), namesRow: true },
  {
    header: `“${name}”`,
    cell: ({ candidate, change }) => <Value metric={candidate} change={change} />,
  },
  ...(production === null
    ? []
    : [
        {
          header: `In production: “${production}”`,
          cell: (pair: NumberPair) => <Value metric={pair.production} />,
        },
      ]),
];

interface ValueProps {
  readonly metric: MetricValuesFragment | null;
  readonly change?: NumberPair['change'];
}

function Value({ metric, change = null }: ValueProps) {
  if (!metric) return 'not measured';
  const interval = metricInterval(metric);
  const groups = metric.sampleSize === null ? null : counted(metric.sampleSize, 'group');
  return (
    <>
      <b>{metricValue(metric)}</b> <Change change={change} />
      <Text size="xs" c="dimmed">
        {[interval && `95% interval ${interval}`, groups].filter(Boolean).join(', ')}
      </Text>
    </>
  );
}

const Change = ({ change }: Pick<NumberPair, 'change'>) =>
  change && <span className={`change-${change}`}>{CHANGES[change]}</span>;
