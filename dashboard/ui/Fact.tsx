import type { ReactNode } from 'react';

/** One term and its value, inside a `dl` of class `facts`. */
export function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
