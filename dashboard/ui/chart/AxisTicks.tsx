import { formatLiftTick } from '../../format/numbers.js';
import { positionOn, type Scale } from './scale.js';

/** The labels of a lift axis. Hidden from readers, who get each number in its row. */
export function AxisTicks({ scale }: { readonly scale: Scale }) {
  return (
    <div className="axis-ticks" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <span key={tick} style={{ left: `${positionOn(scale, tick) * 100}%` }}>
          {formatLiftTick(tick)}
        </span>
      ))}
    </div>
  );
}
