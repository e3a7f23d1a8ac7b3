import { useQuery } from '@apollo/client/react';
import { Anchor, Breadcrumbs, Group, Stack } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { counted } from '../../format/words.js';
import { StoreDetailDocument, type StoreDetailQuery } from '../../generated/graphql.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Page } from '../../ui/page/Page.js';
import { PageQuery } from '../../ui/page/PageQuery.js';
import { Panel } from '../../ui/page/Panel.js';
import { FunnelTable } from '../FunnelTable.js';
import { ItemGrid } from '../ItemGrid.js';
import { EditStore } from './EditStore.js';
import { MembersPanel } from './MembersPanel.js';
import { StoreLiftPanel } from './StoreLiftPanel.js';

export function StorePage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(StoreDetailDocument, { variables: { id } });
  return (
    <PageQuery title="Store" data={data} error={error} refetch={refetch}>
      {({ store }) => <StoreDetail store={store} />}
    </PageQuery>
  );
}

function StoreDetail({ store }: { readonly store: StoreDetailQuery['store'] }) {
  const workspacePath = useWorkspacePath();
  const { role } = useSession().viewer;
  const { aiGenerated, humanDesigned } = store.itemCounts;
  const attributes = store.attributes.map(({ name, value }) => `${name} ${value}`).join(' · ');
  return (
    <Page
      title={store.name}
      lead={[`${counted(aiGenerated, 'AI item')}, ${humanDesigned} human-designed`, attributes]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <Group gap="md">
          <Anchor component={Link} to={workspacePath(`lift?store=${store.id}`)}>
            Lift of this store alone
          </Anchor>
          {(role === 'ADMIN' || role === 'ANALYST') && <EditStore key={store.id} store={store} />}
        </Group>
      }
    >
      <Breadcrumbs mb="md" mt={-8}>
        <Anchor component={Link} to={workspacePath('stores')} size="sm">
          Stores
        </Anchor>
        <span>{store.name}</span>
      </Breadcrumbs>
      <Stack gap="lg">
        <StoreLiftPanel storeId={store.id} />
        <Panel title="Funnel" lead="From impression to return, all scenarios together.">
          {store.funnels.length === 0 ? (
            <EmptyNotice title="No event of this store has arrived yet" />
          ) : (
            <FunnelTable funnels={store.funnels} />
          )}
        </Panel>
        <Panel title="Items">
          <ItemGrid filter={{ storeId: store.id }} />
        </Panel>
        {role === 'ADMIN' && <MembersPanel storeId={store.id} />}
      </Stack>
    </Page>
  );
}
