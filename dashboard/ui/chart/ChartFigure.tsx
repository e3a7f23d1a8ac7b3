import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';

export interface ChartFigureProps {
  /** What the chart shows, read out in place of the drawing. */
  readonly label: string;
  readonly caption: ReactNode;
  readonly chart: ReactNode;
  /** The same numbers as a table. */
  readonly table: ReactNode;
}

const VIEWS = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
] as const;

/** A chart with its numbers one key press away. */
export function ChartFigure({ label, caption, chart, table }: ChartFigureProps) {
  const [view, setView] = useState<string>('chart');
  return (
    <figure className="chart-figure">
      <figcaption>
        <span>{caption}</span>
        <SegmentedControl size="xs" aria-label="Show as" data={[...VIEWS]} value={view} onChange={setView} />
      </figcaption>
      {view === 'chart' ? (
        <div role="img" aria-label={label}>
          {chart}
        </div>
      ) : (
        table
      )}
    </figure>
  );
}
