/** New events by what happened. */
export interface NewEvents {
  readonly impressions: number;
  readonly clicks: number;
  readonly orders: number;
  readonly returns: number;
  /** Of the orders. */
  readonly ordersWithoutAmount: number;
}

export const NO_EVENTS: NewEvents = {
  impressions: 0,
  clicks: 0,
  orders: 0,
  returns: 0,
  ordersWithoutAmount: 0,
};

/** What the statement that writes events returns of each: enough to count them, so that nothing is asked once more. */
export const NEW_COLUMNS = 'kind, amount_minor';

const kindCount = (kind: string) => `count(*) FILTER (WHERE kind = '${kind}')::int`;

/** SQL that counts rows of `NEW_COLUMNS`, as an object. */
export const COUNT_NEW = `jsonb_build_object(
    'impressions', ${kindCount('IMPRESSION')}, 'clicks', ${kindCount('CLICK')}, 'orders', ${kindCount('ORDER')},
    'returns', ${kindCount('RETURN')},
    'ordersWithoutAmount', count(*) FILTER (WHERE kind = 'ORDER' AND amount_minor IS NULL)::int)`;

export const sumOfNew = (some: NewEvents, more: NewEvents): NewEvents => ({
  impressions: some.impressions + more.impressions,
  clicks: some.clicks + more.clicks,
  orders: some.orders + more.orders,
  returns: some.returns + more.returns,
  ordersWithoutAmount: some.ordersWithoutAmount + more.ordersWithoutAmount,
});
