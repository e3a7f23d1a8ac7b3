import { Badge, Text } from '@mantine/core';
import { formatInterval, formatLift, formatPValue } from '../../format/numbers.js';
import { ESTIMAND_ANSWERS, ESTIMAND_NAMES } from '../../format/words.js';
import { AxisTicks } from '../../ui/chart/AxisTicks.js';
import { IntervalMark } from '../../ui/chart/IntervalMark.js';
import { type Scale, scaleOfEstimates } from '../../ui/chart/scale.js';
import { Panel } from '../../ui/page/Panel.js';
import { verdictTone } from '../headline/verdict.js';
import type { LiftReportData } from '../lift-report-data.js';
import { NarrowInterval } from '../NarrowInterval.js';
import { agreementWords, type EstimandRow, toEstimandRows } from './estimands.js';

/** Five honest answers to five slightly different questions; the headline was chosen beforehand. */
export function EstimandsPanel({ report }: { readonly report: LiftReportData }) {
  const rows = toEstimandRows(report);
  const scale = scaleOfEstimates(rows);
  return (
    <Panel
      title="The same data, five questions"
      lead={[
        `${ESTIMAND_NAMES[report.headlineEstimand]} is this workspace’s headline: it was chosen in the settings, not by the result.`,
        agreementWords(rows),
      ]
        .filter(Boolean)
        .join(' ')}
    >
      <table className="forest estimands">
        <caption className="visually-hidden">Estimates of the lift, each with its interval</caption>
        <thead>
          <tr>
            <th scope="col">Estimand</th>
            <th scope="col" className="plot">
              <span className="visually-hidden">Drawing</span>
              <AxisTicks scale={scale} />
            </th>
            <th scope="col" className="number">
              Lift
            </th>
            <th scope="col" className="number wide">
              {Math.round(report.settings.confidence * 100)}% interval
            </th>
            <th scope="col" className="number wide">
              p
            </th>
            <th scope="col" className="number wide">
              Stores
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.estimand} row={row} scale={scale} report={report} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface RowProps {
  readonly row: EstimandRow;
  readonly scale: Scale;
  readonly report: LiftReportData;
}

function Row({ row, scale, report }: RowProps) {
  return (
    <tr data-headline={row.isHeadline || undefined}>
      <th scope="row">
        {ESTIMAND_NAMES[row.estimand]}{' '}
        {row.isHeadline && (
          <Badge size="xs" variant="light" tt="none">
            headline
          </Badge>
        )}
        <NarrowInterval lower={row.lower} upper={row.upper} reason={null} />
        <Text size="xs" c="dimmed" fw={400} maw="46ch">
          {row.reason ?? ESTIMAND_ANSWERS[row.estimand]}
        </Text>
      </th>
      <td className="plot">
        <IntervalMark
          interval={row}
          scale={scale}
          shape="diamond"
          radius={6}
          className={row.isHeadline ? verdictTone(report) : ''}
        />
      </td>
      <td className="number strong">{formatLift(row.value)}</td>
      <td className="number wide">{formatInterval(row.lower, row.upper)}</td>
      <td className="number wide">{formatPValue(row.pValue)}</td>
      <td className="number wide">{row.stores}</td>
    </tr>
  );
}
