import { formatLiftTick } from '../../format/numbers.js';
import { positionOn, type Scale, sparseTicks } from './scale.js';

/** The labels of a lift axis. Hidden from readers, who get each number in its row. */
export function AxisTicks({ scale }: { readonly scale: Scale }) {
  const sparse = sparseTicks(scale);
  return (
    <div className="axis-ticks" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <span
          key={tick}
          data-wide={!sparse.includes(tick) || undefined}
          style={{ left: `${positionOn(scale, tick) * 100}%` }}
        >
          {formatLiftTick(tick)}
        </span>
      ))}
    </div>
  );
}
