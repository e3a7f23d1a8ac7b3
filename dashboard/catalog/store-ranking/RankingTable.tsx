import { formatLift, formatLiftTick } from '../../format/numbers.js';
import type { LiftMetric } from '../../generated/graphql.js';
import { confidenceWords } from '../../lift/interval-columns.js';
import { StoreLink } from '../../lift/StoreLink.js';
import { AxisTicks } from '../../ui/chart/AxisTicks.js';
import type { Scale } from '../../ui/chart/scale.js';
import { ARM_MEASURES, ARMS } from './ArmMeasures.js';
import type { RankedStore } from './ranked-stores.js';
import type { Order } from './ranking-order.js';
import { SortHeading } from './SortHeading.js';
import { OwnInterval, StandingWords, StoreRemarks } from './StoreCells.js';

export interface StoresProps {
  readonly stores: readonly RankedStore[];
  readonly metric: LiftMetric;
  readonly confidence: number;
  /** One axis for all stores, whichever of them are shown. */
  readonly scale: Scale;
  readonly order: Order;
  readonly onSort: (order: Order) => void;
}

/** One row per store; a click on a heading sorts by it. */
export const RankingTable = (props: StoresProps) => (
  <div className="scroll-x">
    <table className="ranking-table">
      <caption className="visually-hidden">
        Stores with lift and interval, and the rate, orders, revenue and items of both origins
      </caption>
      <thead>
        <Headings {...props} />
      </thead>
      <tbody>
        {props.stores.map((store) => (
          <StoreRow key={store.store.id} line={store} metric={props.metric} scale={props.scale} />
        ))}
      </tbody>
    </table>
  </div>
);

function Headings({ metric, confidence, scale, order, onSort }: StoresProps) {
  const sorting = { metric, order, onSort };
  return (
    <tr>
      <SortHeading choices={[{ by: 'name' }]} {...sorting} />
      <SortHeading choices={[{ by: 'lift' }]} {...sorting} />
      <SortHeading choices={[{ by: 'interval', name: confidenceWords({ confidence }) }]} {...sorting}>
        <AxisTicks scale={scale} format={formatLiftTick} />
      </SortHeading>
      <SortHeading choices={[{ by: 'shrunk' }]} {...sorting}>
        <small>for ranking</small>
      </SortHeading>
      {ARM_MEASURES.map(({ name, sortedBy }) => (
        <SortHeading
          key={name}
          title={name}
          choices={ARMS.map(({ arm, name: shown }) => ({ by: sortedBy[arm], shown }))}
          {...sorting}
        />
      ))}
    </tr>
  );
}

interface StoreRowProps extends Pick<StoresProps, 'metric' | 'scale'> {
  readonly line: RankedStore;
}

const StoreRow = ({ line, metric, scale }: StoreRowProps) => (
  <tr>
    <th scope="row">
      <StoreLink id={line.store.id} name={line.store.name} />
      <StoreRemarks store={line} />
    </th>
    <td className="number">
      <strong>{formatLift(line.lift)}</strong>
      <StandingWords standing={line.standing} />
    </td>
    <td className="ranking-plot">
      <OwnInterval line={line} scale={scale} />
    </td>
    <td className="number">{formatLift(line.shrunkLift)}</td>
    {ARM_MEASURES.map(({ name, cell }, index) => (
      <td key={name} className="number">
        {ARMS.map(({ arm, name: armName }) => (
          <span key={arm} className="ranking-arm">
            <span className={index === 0 ? 'arm-name' : 'visually-hidden'}>{armName} </span>
            {cell(line, arm, metric)}
          </span>
        ))}
      </td>
    ))}
  </tr>
);
