import type { ReactNode } from 'react';
import { formatInterval } from '../../format/numbers.js';
import { AxisTicks } from './AxisTicks.js';
import { IntervalMark, type IntervalMarkProps } from './IntervalMark.js';
import type { Interval, Scale } from './scale.js';

/** An estimate with its interval, and why it has none. */
export interface IntervalEstimate extends Interval {
  readonly reason: string | null;
}

/** Numbers next to the drawing, on screens wide enough. */
export interface IntervalColumn<Row> {
  /** Heading, unique in its table. */
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Said of the heading where a mouse rests on it. */
  readonly hint?: string;
}

type Look = Omit<IntervalMarkProps, 'interval' | 'scale'>;

/** A last row that puts the others together. */
export interface IntervalSummary<Row> {
  readonly row: Row;
  readonly label: ReactNode;
  readonly look?: Look;
}

export interface IntervalTableProps<Row> {
  /** Accessible name: what is estimated of what. */
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What names a row, under the heading `header`. */
  readonly header: string;
  readonly label: (row: Row) => ReactNode;
  /** A line of small print below each name, for which there is room then. */
  readonly detail?: (row: Row) => ReactNode;
  readonly estimate: (row: Row) => IntervalEstimate;
  /** What is estimated, as a heading. */
  readonly valueHeader: string;
  /** Of an estimate and of both ends of its interval. */
  readonly format: (value: number | null) => string;
  readonly formatTick: (value: number) => string;
  readonly intervalHeader?: string;
  /** One axis for all rows. */
  readonly scale: Scale;
  /** Said of the interval of a row where a mouse rests on it, unless it has a reason to be absent. */
  readonly hint?: (row: Row) => string | undefined;
  readonly look?: (row: Row) => Look;
  /** Before the drawing: what a row rests on. */
  readonly before?: readonly IntervalColumn<Row>[];
  /** After the interval. */
  readonly after?: readonly IntervalColumn<Row>[];
  readonly isHighlighted?: (row: Row) => boolean;
  readonly summary?: IntervalSummary<Row>;
}

/**
 * Estimates with their intervals, one a row: a drawing for the eye, and every number in its cell for a screen reader.
 * On a narrow screen the interval moves below the name of its row.
 */
export function IntervalTable<Row>(props: IntervalTableProps<Row>) {
  const { caption, rows, rowKey, label, look, detail, summary } = props;
  return (
    <table className="interval-table" data-detailed={detail ? true : undefined}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <Headings {...props} />
      </thead>
      <tbody>
        {rows.map((row) => (
          <EstimateRow key={rowKey(row)} row={row} label={label(row)} look={look?.(row)} table={props} />
        ))}
      </tbody>
      {summary && (
        <tfoot>
          <EstimateRow {...summary} table={props} />
        </tfoot>
      )}
    </table>
  );
}

function Headings<Row>(props: IntervalTableProps<Row>) {
  const { header, valueHeader, intervalHeader = 'Interval', before = [], after = [] } = props;
  return (
    <tr>
      <th scope="col">{header}</th>
      <NumberHeadings columns={before} />
      <th scope="col" className="plot">
        <span className="visually-hidden">Drawing</span>
        <AxisTicks scale={props.scale} format={props.formatTick} />
      </th>
      <th scope="col" className="number">
        {valueHeader}
      </th>
      <th scope="col" className="number wide">
        {intervalHeader}
      </th>
      <NumberHeadings columns={after} />
    </tr>
  );
}

function NumberHeadings<Row>({ columns }: { readonly columns: readonly IntervalColumn<Row>[] }) {
  return columns.map(({ header, hint }) => (
    <th key={header} scope="col" className="number wide" title={hint}>
      {header}
    </th>
  ));
}

interface EstimateRowProps<Row> extends IntervalSummary<Row> {
  readonly table: IntervalTableProps<Row>;
}

function EstimateRow<Row>({ row, label, look, table }: EstimateRowProps<Row>) {
  const { detail, estimate, format, scale, hint, before = [], after = [], isHighlighted } = table;
  const interval = estimate(row);
  const words = intervalWords(interval, format);
  const reason = isReason(interval) ? ' reason' : '';
  return (
    <tr data-highlighted={isHighlighted?.(row) || undefined}>
      <th scope="row">
        {label}
        <span className={`narrow-interval${reason}`}>{words}</span>
        {detail && <small>{detail(row)}</small>}
      </th>
      <NumberCells row={row} columns={before} />
      <td className="plot" title={hint?.(row)}>
        <IntervalMark interval={interval} scale={scale} {...look} />
      </td>
      <td className="number strong">{format(interval.value)}</td>
      <td className={`number wide${reason}`} title={interval.reason ?? hint?.(row)}>
        {words}
      </td>
      <NumberCells row={row} columns={after} />
    </tr>
  );
}

interface NumberCellsProps<Row> {
  readonly row: Row;
  readonly columns: readonly IntervalColumn<Row>[];
}

function NumberCells<Row>({ row, columns }: NumberCellsProps<Row>) {
  return columns.map(({ header, cell }) => (
    <td key={header} className="number wide">
      {cell(row)}
    </td>
  ));
}

const isReason = ({ lower, reason }: IntervalEstimate): boolean => lower === null && Boolean(reason);

/** The interval, or why there is none. */
const intervalWords = (interval: IntervalEstimate, format: IntervalTableProps<never>['format']): string =>
  isReason(interval) ? interval.reason! : formatInterval(interval.lower, interval.upper, format);
