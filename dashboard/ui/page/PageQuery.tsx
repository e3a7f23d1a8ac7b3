import type { ReactNode } from 'react';
import { Page } from './Page.js';
import { QueryView, type QueryViewProps } from './QueryView.js';

export interface PageQueryProps<Data> extends QueryViewProps<Data> {
  /** Title of the page while its data are not there. */
  readonly title: string;
  readonly lead?: ReactNode;
}

/** A page that is made of one query: while it loads or when it fails there is a titled page all the same. */
export function PageQuery<Data>({ title, lead, ...query }: PageQueryProps<Data>) {
  if (query.data != null) return query.children(query.data);
  return (
    <Page title={title} lead={lead}>
      <QueryView {...query} />
    </Page>
  );
}
