import type { Bindings } from '../mapping/field-binding.js';

interface PreviewColumn {
  readonly name: string;
  /** Of its cell in a row. */
  readonly position: number;
}

/** The fields that have a source: only they have anything in the rows. */
export const previewColumns = (
  fields: readonly { readonly name: string }[],
  bindings: Bindings,
): PreviewColumn[] =>
  fields
    .map(({ name }, position) => ({ name, position }))
    .filter(({ name }) => (bindings[name]?.kind ?? 'none') !== 'none');
