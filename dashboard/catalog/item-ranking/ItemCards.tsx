import type { ReactNode } from 'react';
import { formatCount, formatLift } from '../../format/numbers.js';
import { METRICS } from '../../lift/metrics.js';
import { StoreLink } from '../../lift/StoreLink.js';
import { OriginBadge } from '../../ui/OriginBadge.js';
import { ItemImage } from '../ItemGrid.js';
import { type ItemCellProps, ItemLink, LiftInterval, LiftValue, Revenue } from './ItemCells.js';
import type { ItemsProps } from './ItemTable.js';
import { rateWords } from './item-words.js';

type CardProps = ItemCellProps & Pick<ItemsProps, 'scale' | 'showsOrigin'>;

/** One card per item: for a phone, and for a look at each design. */
export const ItemCards = ({ rows, ...props }: ItemsProps) => (
  <ul className="ranking-cards item-cards">
    {rows.map((line) => (
      <li key={line.item.id}>
        <ItemImage hash={line.item.image?.hash} width={256} />
        <div>
          <ItemCard line={line} {...props} />
        </div>
      </li>
    ))}
  </ul>
);

const ItemCard = ({ line, metric, scale, showsOrigin }: CardProps) => (
  <>
    <h3>
      <ItemLink line={line} />
    </h3>
    <small>
      <StoreLink id={line.item.store.id} name={line.item.store.name} />
      {line.item.category && ` · ${line.item.category}`}
    </small>
    {showsOrigin && <OriginBadge origin={line.item.origin} />}
    {!METRICS[metric].isMoney && (
      <>
        <p className="ranking-lift">
          <LiftValue line={line} metric={metric} />
        </p>
        <LiftInterval line={line} metric={metric} scale={scale} />
        {line.lift.lower !== null && <small>Lift with its 95% interval</small>}
      </>
    )}
    <dl>
      {line.shrunkLift !== null && <CardFact term="Shrunk lift">{formatLift(line.shrunkLift)}</CardFact>}
      <CardFact term={METRICS[metric].name}>{rateWords(metric, line)}</CardFact>
      <CardFact term="Orders">{formatCount(line.totals.orders)}</CardFact>
      <CardFact term="Revenue">
        <Revenue line={line} />
      </CardFact>
    </dl>
  </>
);

const CardFact = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);
