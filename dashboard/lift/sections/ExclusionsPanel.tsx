import { counted } from '../../format/words.js';
import { DataTable } from '../../ui/DataTable.js';
import { Panel } from '../../ui/page/Panel.js';
import { CountWarnings } from '../CountWarnings.js';
import type { LiftReportData } from '../lift-report-data.js';
import { StoreLink } from '../StoreLink.js';

/** Which stores are excluded from the answer, and why. */
export function ExclusionsPanel({ report: { excluded } }: { readonly report: LiftReportData }) {
  const lead =
    excluded.length === 0
      ? 'No store is excluded.'
      : `${counted(excluded.length, 'store')} excluded from all estimates.`;
  return (
    <Panel title="Excluded stores" lead={lead}>
      {excluded.length > 0 && (
        <DataTable
          label="Excluded stores"
          rows={excluded}
          rowKey={({ store }) => store.id}
          columns={[
            {
              header: 'Store',
              cell: ({ store }) => <StoreLink id={store.id} name={store.name} />,
              namesRow: true,
            },
            { header: 'Reason', cell: (line) => <Reason line={line} /> },
          ]}
        />
      )}
    </Panel>
  );
}

const Reason = ({ line: { reason, warnings } }: { readonly line: LiftReportData['excluded'][number] }) => (
  <>
    {reason}
    <CountWarnings warnings={warnings} />
  </>
);
