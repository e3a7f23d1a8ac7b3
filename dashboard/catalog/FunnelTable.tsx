import { formatMoney } from '../format/money.js';
import { formatCount, formatRate } from '../format/numbers.js';
import { knownOrdersWords } from '../format/words.js';
import type { FunnelCountsFragment } from '../generated/graphql.js';
import { OriginBadge } from '../ui/OriginBadge.js';
import { toFunnelSteps } from './funnel.js';

/** Funnels side by side, one column each, from impression to return. */
export function FunnelTable({ funnels }: { readonly funnels: readonly FunnelCountsFragment[] }) {
  return (
    <div className="funnels">
      {funnels.map((funnel) => (
        <FunnelColumn key={funnel.origin} funnel={funnel} />
      ))}
    </div>
  );
}

const FunnelColumn = ({ funnel }: { readonly funnel: FunnelCountsFragment }) => (
  <div className="funnel" data-origin={funnel.origin}>
    <OriginBadge origin={funnel.origin} />
    <dl>
      {toFunnelSteps(funnel).map(({ label, count, rate, rateName }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {formatCount(count)}
            {rateName && (
              <small>
                {formatRate(rate)} {rateName}
              </small>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>Revenue</dt>
        <dd>
          {revenueWords(funnel)}
          {funnel.ordersWithoutAmount > 0 && <small>{knownOrdersWords(funnel)}</small>}
        </dd>
      </div>
      {funnel.ordersWithoutAmount > 0 && (
        <div>
          <dt>Orders without an amount</dt>
          <dd>
            {formatCount(funnel.ordersWithoutAmount)}
            <small>revenue unknown, not zero</small>
          </dd>
        </div>
      )}
    </dl>
  </div>
);

const revenueWords = ({ revenue }: FunnelCountsFragment): string =>
  revenue.map(({ amountMinor, currency }) => formatMoney(amountMinor, currency)).join(' + ') || '–';
