import { useQuery } from '@apollo/client/react';
import { Anchor, Group, Stack } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { counted } from '../../format/words.js';
import { StoreDetailDocument, type StoreDetailQuery } from '../../generated/graphql.js';
import { may } from '../../session/may.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { Crumbs } from '../../ui/page/Crumbs.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Page } from '../../ui/page/Page.js';
import { PageQuery } from '../../ui/page/PageQuery.js';
import { Panel } from '../../ui/page/Panel.js';
import { FunnelTable } from '../FunnelTable.js';
import { ItemGrid } from '../ItemGrid.js';
import { DeleteStore } from '../removal/DeleteStore.js';
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

type Store = StoreDetailQuery['store'];

function StoreDetail({ store }: { readonly store: Store }) {
  const workspacePath = useWorkspacePath();
  const { role } = useSession().viewer;
  return (
    <Page title={store.name} lead={storeWords(store)} actions={<StoreActions store={store} />}>
      <Crumbs above={[{ to: workspacePath('stores'), label: 'Stores' }]}>
        <span>{store.name}</span>
      </Crumbs>
      <Stack gap="lg">
        <StoreLiftPanel storeId={store.id} />
        <Panel title="Funnel" lead="From impression to return, all scenarios together.">
          {store.funnels.length === 0 ? (
            <EmptyNotice title="No event of this store has arrived yet" />
          ) : (
            <FunnelTable funnels={store.funnels} />
          )}
        </Panel>
        <Panel
          title="Items"
          actions={
            <Anchor component={Link} to={workspacePath(`items?store=${store.id}`)} size="sm">
              Items of this store by their lift
            </Anchor>
          }
        >
          <ItemGrid filter={{ storeId: store.id }} />
        </Panel>
        {may(role, 'administer') && (
          <>
            <MembersPanel storeId={store.id} />
            <DeleteStore store={store} />
          </>
        )}
      </Stack>
    </Page>
  );
}

/** How many items of each origin, then the attributes. */
const storeWords = ({ itemCounts: { aiGenerated, humanDesigned }, attributes }: Store): string =>
  [
    `${counted(aiGenerated, 'AI item')}, ${humanDesigned} human-designed`,
    ...attributes.map(({ name, value }) => `${name} ${value}`),
  ].join(' · ');

function StoreActions({ store }: { readonly store: Store }) {
  const workspacePath = useWorkspacePath();
  const { role } = useSession().viewer;
  return (
    <Group gap="md">
      <Anchor component={Link} to={workspacePath(`lift?store=${store.id}`)}>
        Lift of this store alone
      </Anchor>
      {may(role, 'editStores') && <EditStore key={store.id} store={store} />}
    </Group>
  );
}
