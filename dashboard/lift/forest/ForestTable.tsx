import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { formatCompact, formatInterval, formatLift, formatRate } from '../../format/numbers.js';
import { counted, ESTIMAND_NAMES } from '../../format/words.js';
import { useWorkspacePath } from '../../session/session.js';
import { AxisTicks } from '../../ui/chart/AxisTicks.js';
import { IntervalMark } from '../../ui/chart/IntervalMark.js';
import type { Scale } from '../../ui/chart/scale.js';
import { verdictTone } from '../headline/verdict.js';
import type { LiftReportData } from '../lift-report-data.js';
import { NarrowInterval } from '../NarrowInterval.js';
import type { ForestRow } from './forest-rows.js';

export interface ForestTableProps {
  readonly rows: readonly ForestRow[];
  readonly report: LiftReportData;
  readonly scale: Scale;
}

/** The plot is a table: a drawing for the eye, and every number in its cell for a screen reader. */
export function ForestTable({ rows, report, scale }: ForestTableProps) {
  return (
    <table className="forest">
      <caption className="visually-hidden">
        Relative lift by store: store, rates of AI and human-designed items, lift and its interval
      </caption>
      <thead>
        <tr>
          <th scope="col">Store</th>
          <th scope="col" className="number wide">
            AI rate
          </th>
          <th scope="col" className="number wide">
            Human rate
          </th>
          <th scope="col" className="number wide">
            Traffic
          </th>
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
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <StoreRow key={row.id} row={row} scale={scale} />
        ))}
      </tbody>
      <tfoot>
        <SummaryRow report={report} scale={scale} />
      </tfoot>
    </table>
  );
}

function StoreRow({ row, scale }: { readonly row: ForestRow; readonly scale: Scale }) {
  const workspacePath = useWorkspacePath();
  return (
    <tr>
      <th scope="row">
        <Anchor component={Link} to={workspacePath(`stores/${row.id}`)} c="inherit" fz="inherit">
          {row.name}
        </Anchor>
        <NarrowInterval lower={row.lower} upper={row.upper} reason={row.reason} />
      </th>
      <td className="number wide">{formatRate(row.aiRate)}</td>
      <td className="number wide">{formatRate(row.humanRate)}</td>
      <td className="number wide">{formatCompact(row.traffic)}</td>
      <td className="plot">
        <IntervalMark interval={row} scale={scale} radius={row.radius} />
      </td>
      <td className="number strong">{formatLift(row.value)}</td>
      <td className="number wide" title={row.reason ?? undefined}>
        {row.lower === null && row.reason ? row.reason : formatInterval(row.lower, row.upper)}
      </td>
    </tr>
  );
}

function SummaryRow({ report, scale }: { readonly report: LiftReportData; readonly scale: Scale }) {
  const { headline, headlineEstimand } = report;
  return (
    <tr>
      <th scope="row">
        {ESTIMAND_NAMES[headlineEstimand]}
        <small>{counted(headline.stores, 'store')}</small>
        <NarrowInterval lower={headline.lower} upper={headline.upper} reason={headline.reason} />
      </th>
      <td className="number wide">{formatRate(report.totals.ai.rate)}</td>
      <td className="number wide">{formatRate(report.totals.human.rate)}</td>
      <td className="number wide">
        {formatCompact(report.totals.ai.denominator + report.totals.human.denominator)}
      </td>
      <td className="plot">
        <IntervalMark
          interval={headline}
          scale={scale}
          shape="diamond"
          radius={7}
          className={verdictTone(report)}
        />
      </td>
      <td className="number strong">{formatLift(headline.value)}</td>
      <td className="number wide">{formatInterval(headline.lower, headline.upper)}</td>
    </tr>
  );
}
