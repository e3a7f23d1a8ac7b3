import type { ReactNode } from 'react';
import type { LiftMetric } from '../../generated/graphql.js';
import { SortButton } from '../../ui/SortButton.js';
import { type Order, orderAfter, SORT_NAMES, type SortKey } from './ranking-order.js';

/** One way to sort by a column. */
export interface SortChoice {
  readonly by: SortKey;
  /** In place of the usual name. */
  readonly name?: string;
  /** What is seen of the name, if the title of the column says the rest. */
  readonly shown?: string;
}

interface Sorting {
  readonly metric: LiftMetric;
  readonly order: Order;
  readonly onSort: (order: Order) => void;
}

export interface SortHeadingProps extends Sorting {
  /** One, or one for each origin. */
  readonly choices: readonly SortChoice[];
  /** Of a column with several choices. */
  readonly title?: string;
  /** Below the names. */
  readonly children?: ReactNode;
}

/** A heading that sorts; `aria-sort` says which one does, and how. */
export function SortHeading({ choices, title, children, ...sorting }: SortHeadingProps) {
  const { order } = sorting;
  const isSorted = choices.some(({ by }) => by === order.by);
  return (
    <th
      scope="col"
      className={choices[0]?.by === 'name' ? undefined : 'number'}
      aria-sort={isSorted ? order.direction : undefined}
    >
      {title}
      {choices.map((choice) => (
        <OrderButton key={choice.by} {...choice} {...sorting} />
      ))}
      {children}
    </th>
  );
}

function OrderButton({ by, name = SORT_NAMES[by], shown, metric, order, onSort }: SortChoice & Sorting) {
  return (
    <SortButton
      name={name}
      {...(shown && { shown })}
      direction={order.by === by ? order.direction : undefined}
      onClick={() => onSort(orderAfter(order, by, metric))}
    />
  );
}
