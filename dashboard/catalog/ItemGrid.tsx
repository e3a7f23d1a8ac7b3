import { useQuery } from '@apollo/client/react';
import { Skeleton, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatMoney } from '../format/money.js';
import { type ItemCardFragment, type ItemFilter, ItemsDocument } from '../generated/graphql.js';
import { useWorkspacePath } from '../session/session.js';
import { IconHanger } from '../ui/icons/outlined.js';
import { LoadMore } from '../ui/LoadMore.js';
import { OriginBadge } from '../ui/OriginBadge.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { QueryView } from '../ui/page/QueryView.js';

const PAGE_SIZE = 24;

/** Items as cards, one page after another. */
export function ItemGrid({ filter }: { readonly filter: ItemFilter }) {
  const { data, previousData, error, loading, refetch, fetchMore } = useQuery(ItemsDocument, {
    variables: { first: PAGE_SIZE, filter },
    notifyOnNetworkStatusChange: true,
  });
  return (
    <QueryView
      data={data ?? (error ? undefined : previousData)}
      error={error}
      refetch={refetch}
      skeleton={<GridSkeleton />}
    >
      {({ items }) =>
        items.edges.length === 0 ? (
          <EmptyNotice title="No item fits">Import items, or loosen the filters.</EmptyNotice>
        ) : (
          <>
            <ul className="item-grid">
              {items.edges.map(({ node }) => (
                <ItemCard key={node.id} item={node} />
              ))}
            </ul>
            <LoadMore list={items} loading={loading} fetchMore={fetchMore} />
          </>
        )
      }
    </QueryView>
  );
}

function ItemCard({ item }: { readonly item: ItemCardFragment }) {
  const workspacePath = useWorkspacePath();
  return (
    <li>
      <Link to={workspacePath(`items/${item.id}`)} className="item-card">
        <ItemImage hash={item.image?.hash} width={256} />
        <span className="item-card-text">
          <Text size="sm" fw={550} lineClamp={2}>
            {item.title}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {[item.store.name, item.category].filter(Boolean).join(' · ')}
          </Text>
          <span className="item-card-foot">
            <OriginBadge origin={item.origin} />
            <Text size="sm">{item.priceMinor !== null && formatMoney(item.priceMinor, item.currency)}</Text>
          </span>
        </span>
      </Link>
    </li>
  );
}

export interface ItemImageProps {
  readonly hash: string | undefined;
  /** Width of the rendition in pixels; one of those the server offers. */
  readonly width: 256 | 512;
}

/** The image of an item, or a hanger where it has none. The title is next to it, so it has no alt text. */
export function ItemImage({ hash, width }: ItemImageProps) {
  return (
    <span className="item-image">
      {hash ? (
        <img src={`/images/${hash}?width=${width}`} alt="" loading="lazy" decoding="async" />
      ) : (
        <IconHanger size={40} stroke={1} aria-hidden="true" />
      )}
    </span>
  );
}

const CARDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const;

function GridSkeleton() {
  return (
    <div className="item-grid" aria-hidden="true">
      {CARDS.map((card) => (
        <Skeleton key={card} height={260} radius="lg" />
      ))}
    </div>
  );
}
