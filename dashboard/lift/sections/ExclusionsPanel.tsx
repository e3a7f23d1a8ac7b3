import { counted } from '../../format/words.js';
import { DataTable } from '../../ui/DataTable.js';
import { Panel } from '../../ui/page/Panel.js';
import type { LiftReportData } from '../lift-report-data.js';
import { StoreLink } from '../StoreLink.js';

/** Which stores are not in the answer, and why: nothing is left out quietly. */
export function ExclusionsPanel({ report: { excluded } }: { readonly report: LiftReportData }) {
  const lead =
    excluded.length === 0
      ? 'No store had to be left out.'
      : `${counted(excluded.length, 'store')} could not be compared, so no average above includes them.`;
  return (
    <Panel title="Left out" lead={lead}>
      {excluded.length > 0 && (
        <DataTable
          label="Stores left out"
          rows={excluded}
          rowKey={({ store }) => store.id}
          columns={[
            {
              header: 'Store',
              cell: ({ store }) => <StoreLink id={store.id} name={store.name} />,
              namesRow: true,
            },
            { header: 'Reason', cell: ({ reason }) => reason },
          ]}
        />
      )}
    </Panel>
  );
}
