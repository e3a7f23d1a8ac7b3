import { useMediaQuery } from '@mantine/hooks';

/** How a list of stores or items is laid out. */
export type Layout = 'table' | 'cards';

export const LAYOUT_NAMES: Record<Layout, string> = { table: 'Table', cards: 'Cards' };

const PHONE = '(max-width: 760px)';

/** The chosen layout; cards on a phone and a table elsewhere if none is chosen. */
export function useLayout(chosen: Layout | null): Layout {
  const isPhone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  return chosen ?? (isPhone ? 'cards' : 'table');
}

/** Characters of a search, as the server takes them. */
export const MAX_SEARCH_LENGTH = 200;
