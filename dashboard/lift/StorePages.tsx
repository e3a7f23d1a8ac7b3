import { Pagination } from '@mantine/core';

export interface StorePagesProps {
  readonly pages: number;
  /** From 1. */
  readonly shown: number;
  readonly onPage: (page: number) => void;
}

/** Leads through a list of stores; nothing if it fits on one page. */
export const StorePages = ({ pages, shown, onPage }: StorePagesProps) =>
  pages > 1 && (
    <Pagination
      size="sm"
      total={pages}
      value={shown}
      onChange={onPage}
      getControlProps={(control) => ({ 'aria-label': `${control} page of stores` })}
    />
  );
