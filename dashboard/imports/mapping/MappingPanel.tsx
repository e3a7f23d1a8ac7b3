import { Panel } from '../../ui/page/Panel.js';
import { FieldTable, type FieldTableProps } from './FieldTable.js';

export const MAPPING_TITLE = '3. Which column is which field';

/** Which column fills which field: the server guesses, the person corrects. */
export const MappingPanel = (props: FieldTableProps) => (
  <Panel
    title={MAPPING_TITLE}
    lead="Guessed from the names of the columns. A field can also have one value for every row, or translate values: gender F into AI generated, say."
  >
    <FieldTable {...props} />
  </Panel>
);
