import type { ReactNode } from 'react';
import { formatMoney } from '../../format/money.js';
import { formatCount } from '../../format/numbers.js';
import type { LiftMetric, RankedArmFragment } from '../../generated/graphql.js';
import { METRICS } from '../../lift/metrics.js';
import type { RankedStore } from './ranked-stores.js';
import type { SortKey } from './ranking-order.js';

export const ARMS = [
  { arm: 'ai', name: 'AI' },
  { arm: 'human', name: 'Human' },
] as const;

type Arm = (typeof ARMS)[number]['arm'];

/** What is shown of both origins of a store. */
interface ArmMeasure {
  readonly name: string;
  readonly sortedBy: Readonly<Record<Arm, SortKey>>;
  readonly cell: (store: RankedStore, arm: Arm, metric: LiftMetric) => ReactNode;
}

export const ARM_MEASURES: readonly ArmMeasure[] = [
  {
    name: 'Rate',
    sortedBy: { ai: 'ai-rate', human: 'human-rate' },
    cell: (store, arm, metric) => METRICS[metric].formatRate(store[arm].rate, store[arm].currency),
  },
  {
    name: 'Orders',
    sortedBy: { ai: 'ai-orders', human: 'human-orders' },
    cell: (store, arm) => formatCount(store[arm].orders),
  },
  {
    name: 'Revenue',
    sortedBy: { ai: 'ai-revenue', human: 'human-revenue' },
    cell: (store, arm) => <Revenue arm={store[arm]} />,
  },
  {
    name: 'Items',
    sortedBy: { ai: 'ai-items', human: 'human-items' },
    cell: ({ store: { itemCounts } }, arm) =>
      formatCount(arm === 'ai' ? itemCounts.aiGenerated : itemCounts.humanDesigned),
  },
];

/** The sum of the orders with an amount, in its currency; orders without one make it unknown, in part or all of it. */
function Revenue({ arm: { orders, ordersWithoutAmount, revenueMinor, currency } }: RevenueProps) {
  const isUnknown = ordersWithoutAmount > 0;
  if (isUnknown && ordersWithoutAmount === orders) return <small>unknown</small>;
  return (
    <>
      {formatMoney(revenueMinor, currency)}
      {isUnknown && <small> and {formatCount(ordersWithoutAmount)} unknown</small>}
    </>
  );
}

interface RevenueProps {
  readonly arm: RankedArmFragment;
}
