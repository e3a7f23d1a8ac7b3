import { positionOn, type Scale, sparseTicks } from './scale.js';

export interface AxisTicksProps {
  readonly scale: Scale;
  readonly format: (tick: number) => string;
}

/** The labels of an axis. Hidden from screen readers, which get each number in its row. */
export function AxisTicks({ scale, format }: AxisTicksProps) {
  const sparse = sparseTicks(scale);
  return (
    <div className="axis-ticks" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <span
          key={tick}
          data-wide={!sparse.includes(tick) || undefined}
          style={{ left: `${positionOn(scale, tick) * 100}%` }}
        >
          {format(tick)}
        </span>
      ))}
    </div>
  );
}
