import { useQuery } from '@apollo/client/react';
import { Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { formatDay } from '../format/dates.js';
import { formatMoney } from '../format/money.js';
import { formatCount, formatRate } from '../format/numbers.js';
import { PRICE_BAND_NAMES } from '../format/words.js';
import { ItemDetailDocument, type ItemDetailQuery } from '../generated/graphql.js';
import { useWorkspacePath } from '../session/session.js';
import { Fact } from '../ui/Fact.js';
import { OriginBadge } from '../ui/OriginBadge.js';
import { Crumbs } from '../ui/page/Crumbs.js';
import { Page } from '../ui/page/Page.js';
import { PageQuery } from '../ui/page/PageQuery.js';
import { Panel } from '../ui/page/Panel.js';
import { FunnelTable } from './FunnelTable.js';
import { ItemImage } from './ItemGrid.js';
import { ItemLiftPanel } from './ItemLiftPanel.js';

type Item = ItemDetailQuery['item'];

export function ItemPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(ItemDetailDocument, { variables: { id } });
  return (
    <PageQuery title="Item" data={data} error={error} refetch={refetch}>
      {({ item }) => <ItemDetail item={item} />}
    </PageQuery>
  );
}

function ItemDetail({ item }: { readonly item: Item }) {
  const workspacePath = useWorkspacePath();
  return (
    <Page title={item.title} actions={<OriginBadge origin={item.origin} />}>
      <Crumbs
        above={[
          { to: workspacePath('items'), label: 'Items' },
          { to: workspacePath(`stores/${item.store.id}`), label: item.store.name },
        ]}
      >
        <span>{item.key}</span>
      </Crumbs>
      <div className="item-detail">
        <ItemImage hash={item.image?.hash} width={512} />
        <Stack gap="lg">
          <Panel title="About">
            <ItemFacts item={item} />
          </Panel>
          <ItemLiftPanel item={item} />
          <FunnelPanel item={item} />
        </Stack>
      </div>
    </Page>
  );
}

function ItemFacts({ item }: { readonly item: Item }) {
  return (
    <dl className="facts">
      <Fact term="Key">{item.key}</Fact>
      <Fact term="Category">{item.category ?? 'Not stated'}</Fact>
      <Fact term="Price">
        {formatMoney(item.priceMinor, item.currency)}{' '}
        {item.priceBand && <small>{PRICE_BAND_NAMES[item.priceBand].toLowerCase()}</small>}
      </Fact>
      <Fact term="Listed">{item.listedOn ? formatDay(item.listedOn) : 'Not stated'}</Fact>
      {item.retiredOn && <Fact term="Retired">{formatDay(item.retiredOn)}</Fact>}
    </dl>
  );
}

const FunnelPanel = ({ item: { funnel, search, recommendation } }: { readonly item: Item }) => (
  <Panel title="Funnel" lead="From impression to return, all scenarios together.">
    <FunnelTable funnels={[funnel]} />
    <dl className="facts">
      <Fact term="Search CTR">
        <Ctr clicks={search.clicks} impressions={search.impressions} />
      </Fact>
      <Fact term="Recommendation CTR">
        <Ctr clicks={recommendation.clicks} impressions={recommendation.impressions} />
      </Fact>
    </dl>
  </Panel>
);

interface CtrProps {
  readonly clicks: number;
  readonly impressions: number;
}

function Ctr({ clicks, impressions }: CtrProps) {
  return (
    <>
      {formatRate(impressions === 0 ? null : clicks / impressions)}{' '}
      <small>
        {formatCount(clicks)} of {formatCount(impressions)}
      </small>
    </>
  );
}
