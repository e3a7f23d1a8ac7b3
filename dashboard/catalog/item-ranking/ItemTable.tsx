import { formatCount, formatLift, formatLiftTick } from '../../format/numbers.js';
import type { ItemSort, LiftMetric, RankedItemFragment } from '../../generated/graphql.js';
import { METRICS } from '../../lift/metrics.js';
import { StoreLink } from '../../lift/StoreLink.js';
import { AxisTicks } from '../../ui/chart/AxisTicks.js';
import type { Scale } from '../../ui/chart/scale.js';
import { OriginBadge } from '../../ui/OriginBadge.js';
import { SortButton } from '../../ui/SortButton.js';
import { ItemImage } from '../ItemGrid.js';
import { ItemLink, LiftInterval, LiftValue, Revenue } from './ItemCells.js';
import { type Order, orderAfter, sortNames } from './item-view.js';
import { intervalWords, rateWords } from './item-words.js';

export interface ItemsProps {
  readonly rows: readonly RankedItemFragment[];
  readonly metric: LiftMetric;
  /** One axis for all of them. */
  readonly scale: Scale;
  readonly order: Order;
  readonly onSort: (order: Order) => void;
  /** Whether items of both origins are shown, so that each says its own. */
  readonly showsOrigin: boolean;
}

/** One row per item; a click on a heading sorts by it. */
export const ItemTable = (props: ItemsProps) => (
  <div className="scroll-x" data-fits>
    <table className="ranking-table item-table" data-money={METRICS[props.metric].isMoney}>
      <caption className="visually-hidden">
        {METRICS[props.metric].isMoney
          ? 'Items with impressions, rate, orders and revenue'
          : 'Items with impressions, rate, orders and revenue, lift with its interval, and shrunk lift'}
      </caption>
      <thead>
        <Headings {...props} />
      </thead>
      <tbody>
        {props.rows.map((line) => (
          <ItemRow key={line.item.id} line={line} {...props} />
        ))}
      </tbody>
    </table>
  </div>
);

function Headings({ metric, scale, ...sorting }: ItemsProps) {
  const sortable = { metric, ...sorting };
  return (
    <tr>
      <SortHeading by="TITLE" name="Item" {...sortable} />
      <th scope="col" className="wide">
        Store
      </th>
      <SortHeading by="IMPRESSIONS" className="number wide" {...sortable} />
      <SortHeading by="RATE" shown={rateHeading(metric)} className="number wide of-money" {...sortable} />
      <SortHeading by="ORDERS" className="number wide" {...sortable} />
      <SortHeading by="REVENUE" className="number wide of-money" {...sortable} />
      {!METRICS[metric].isMoney && (
        <>
          <th scope="col" className="number">
            Lift
          </th>
          <th scope="col" className="ranking-plot">
            95% interval
            <AxisTicks scale={scale} format={formatLiftTick} />
          </th>
          <SortHeading by="LIFT" className="number" {...sortable} />
        </>
      )}
    </tr>
  );
}

interface SortHeadingProps extends Pick<ItemsProps, 'metric' | 'order' | 'onSort'> {
  readonly by: ItemSort;
  /** In place of the usual name. */
  readonly name?: string;
  /** What is seen of it. */
  readonly shown?: string;
  readonly className?: string;
}

/** The title of the list says the rest. */
const rateHeading = (metric: LiftMetric) => (metric === 'CTR' ? 'CTR' : METRICS[metric].name);

/** As `aria-sort` names them. */
const ARIA = { ASCENDING: 'ascending', DESCENDING: 'descending' } as const;

function SortHeading({ by, name, shown, className, metric, order, onSort }: SortHeadingProps) {
  const direction = order.by === by ? ARIA[order.direction] : undefined;
  return (
    <th scope="col" className={className} aria-sort={direction}>
      <SortButton
        name={name ?? sortNames(metric)[by]}
        {...(shown && { shown })}
        direction={direction}
        onClick={() => onSort(orderAfter(order, by, metric))}
      />
    </th>
  );
}

type ItemRowProps = Pick<ItemsProps, 'metric' | 'scale' | 'showsOrigin'> & {
  readonly line: RankedItemFragment;
};

const ItemRow = ({ line, metric, scale, showsOrigin }: ItemRowProps) => (
  <tr>
    <th scope="row">
      <span className="item-name">
        <ItemImage hash={line.item.image?.hash} width={256} />
        <span>
          <ItemLink line={line} />
          {line.item.category && <small>{line.item.category}</small>}
          {showsOrigin && <OriginBadge origin={line.item.origin} />}
        </span>
      </span>
    </th>
    <td className="wide">
      <StoreLink id={line.item.store.id} name={line.item.store.name} />
    </td>
    <td className="number wide">{formatCount(line.totals.impressions)}</td>
    <td className="number wide of-money">{rateWords(metric, line)}</td>
    <td className="number wide">{formatCount(line.totals.orders)}</td>
    <td className="number wide of-money">
      <Revenue line={line} />
    </td>
    {!METRICS[metric].isMoney && <LiftColumns line={line} metric={metric} scale={scale} />}
  </tr>
);

const LiftColumns = ({ line, metric, scale }: Omit<ItemRowProps, 'showsOrigin'>) => (
  <>
    <td className="number">
      <LiftValue line={line} metric={metric} />
      <span className="item-narrow-interval">{intervalWords(line)}</span>
    </td>
    <td className="ranking-plot">
      <LiftInterval line={line} metric={metric} scale={scale} />
    </td>
    <td className="number">{formatLift(line.shrunkLift)}</td>
  </>
);
