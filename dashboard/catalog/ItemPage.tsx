import { useQuery } from '@apollo/client/react';
import { Anchor, Breadcrumbs, Stack } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { formatDay } from '../format/dates.js';
import { formatMoney } from '../format/money.js';
import { formatCount, formatRate } from '../format/numbers.js';
import { PRICE_BAND_NAMES } from '../format/words.js';
import { ItemDetailDocument, type ItemDetailQuery } from '../generated/graphql.js';
import { useWorkspacePath } from '../session/session.js';
import { Fact } from '../ui/Fact.js';
import { OriginBadge } from '../ui/OriginBadge.js';
import { Page } from '../ui/page/Page.js';
import { PageQuery } from '../ui/page/PageQuery.js';
import { Panel } from '../ui/page/Panel.js';
import { FunnelTable } from './FunnelTable.js';
import { ItemImage } from './ItemGrid.js';

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
      <Breadcrumbs mb="md" mt={-8}>
        <Anchor component={Link} to={workspacePath('items')} size="sm">
          Items
        </Anchor>
        <Anchor component={Link} to={workspacePath(`stores/${item.store.id}`)} size="sm">
          {item.store.name}
        </Anchor>
        <span>{item.key}</span>
      </Breadcrumbs>
      <div className="item-detail">
        <ItemImage hash={item.image?.hash} width={512} />
        <Stack gap="lg">
          <Panel title="About">
            <ItemFacts item={item} />
          </Panel>
          <Panel title="Funnel" lead="From impression to return, all scenarios together.">
            <FunnelTable funnels={[item.funnel]} />
            <dl className="facts">
              <Fact term="Search CTR">
                <Ctr clicks={item.search.clicks} impressions={item.search.impressions} />
              </Fact>
              <Fact term="Recommendation CTR">
                <Ctr clicks={item.recommendation.clicks} impressions={item.recommendation.impressions} />
              </Fact>
            </dl>
          </Panel>
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
