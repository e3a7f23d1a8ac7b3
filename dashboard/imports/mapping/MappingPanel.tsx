import { Alert } from '@mantine/core';
import { Panel } from '../../ui/page/Panel.js';
import { FieldTable, type FieldTableProps } from './FieldTable.js';

export const MAPPING_TITLE = '3. Which column is which field';

export interface MappingPanelProps extends FieldTableProps {
  /** Whether the columns are those of all rows. */
  readonly columnsAreComplete: boolean;
}

/** Which column fills which field: the server guesses, the person corrects. */
export const MappingPanel = ({ columnsAreComplete, ...table }: MappingPanelProps) => (
  <Panel
    title={MAPPING_TITLE}
    lead="Guessed from the names of the columns. A field can also have one value for every row, or translate values: gender F into AI generated, say."
  >
    {!columnsAreComplete && (
      <Alert color="ochre" title="There may be more columns" mb="md">
        Only the beginning of this file was looked at, and later rows may have other columns. “Try without
        importing” reads all rows: its report names each column that no field takes.
      </Alert>
    )}
    <FieldTable {...table} />
  </Panel>
);
