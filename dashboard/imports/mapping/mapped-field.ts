import type { ImportPreviewQuery } from '../../generated/graphql.js';
import type { FieldBinding } from './field-binding.js';

export type Preview = ImportPreviewQuery['importPreview'];
export type MappedField = Preview['fields'][number];
export type FileColumn = Preview['columns'][number];

/** What a cell about the source of one field needs. */
export interface FieldCellProps {
  readonly field: MappedField;
  readonly columns: readonly FileColumn[];
  readonly binding: FieldBinding;
  readonly onChange: (binding: FieldBinding) => void;
}
