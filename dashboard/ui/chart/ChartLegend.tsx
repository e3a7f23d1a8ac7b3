export interface LegendEntry {
  readonly name: string;
  readonly color: string;
}

/** What the colours of a chart mean. */
export const ChartLegend = ({ entries }: { readonly entries: readonly LegendEntry[] }) => (
  <ul className="chart-legend">
    {entries.map(({ name, color }) => (
      <li key={name}>
        <span style={{ background: color }} />
        {name}
      </li>
    ))}
  </ul>
);
