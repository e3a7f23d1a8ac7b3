import { type Interval, positionOn, type Scale } from './scale.js';

export interface IntervalMarkProps {
  readonly interval: Interval;
  readonly scale: Scale;
  /** A diamond says that several stores were put together. */
  readonly shape?: 'dot' | 'diamond';
  /** Radius of the point in pixels. */
  readonly radius?: number;
  readonly className?: string;
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(3)}%`;

/** An estimate and its interval on a scale; an end outside of the scale becomes an arrowhead. */
export function IntervalMark(props: IntervalMarkProps) {
  const { interval, scale, shape = 'dot', radius = 4, className = '' } = props;
  const { value, lower, upper } = interval;
  const zero = percent(positionOn(scale, 0));
  return (
    <svg className={`interval-mark ${className}`} aria-hidden="true">
      <line className="zero" x1={zero} x2={zero} y2="100%" />
      {lower !== null && upper !== null && <Whisker lower={lower} upper={upper} scale={scale} />}
      {value !== null && value >= scale.min && value <= scale.max && (
        <Point x={percent(positionOn(scale, value))} shape={shape} radius={radius} />
      )}
    </svg>
  );
}

interface WhiskerProps {
  readonly lower: number;
  readonly upper: number;
  readonly scale: Scale;
}

function Whisker({ lower, upper, scale }: WhiskerProps) {
  const ends = { x1: percent(positionOn(scale, lower)), x2: percent(positionOn(scale, upper)) };
  return (
    <>
      <line className="whisker" {...ends} y1="50%" y2="50%" />
      <End at={lower} scale={scale} outwards={-1} />
      <End at={upper} scale={scale} outwards={1} />
    </>
  );
}

interface EndProps {
  readonly at: number;
  readonly scale: Scale;
  readonly outwards: 1 | -1;
}

function End({ at, scale, outwards }: EndProps) {
  const clipped = at < scale.min || at > scale.max;
  return (
    <svg x={percent(positionOn(scale, at))} y="50%" overflow="visible" aria-hidden="true">
      {clipped ? (
        <path className="arrow" d={`M${-6 * outwards} -4 L0 0 L${-6 * outwards} 4 Z`} />
      ) : (
        <path className="cap" d="M0 -3 V3" />
      )}
    </svg>
  );
}

interface PointProps {
  readonly x: string;
  readonly shape: 'dot' | 'diamond';
  readonly radius: number;
}

function Point({ x, shape, radius }: PointProps) {
  if (shape === 'dot') return <circle className="point" cx={x} cy="50%" r={radius} />;
  return (
    <svg x={x} y="50%" overflow="visible" aria-hidden="true">
      <path className="point" d={`M${-radius * 1.5} 0 L0 ${-radius} L${radius * 1.5} 0 L0 ${radius} Z`} />
    </svg>
  );
}
