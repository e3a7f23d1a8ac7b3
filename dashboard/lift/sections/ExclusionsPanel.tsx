import { Anchor, Table } from '@mantine/core';
import { Link } from 'react-router';
import { counted } from '../../format/words.js';
import { useWorkspacePath } from '../../session/session.js';
import { Panel } from '../../ui/page/Panel.js';
import type { LiftReportData } from '../lift-report-data.js';

/** Which stores are not in the answer, and why: nothing is left out quietly. */
export function ExclusionsPanel({ report }: { readonly report: LiftReportData }) {
  const workspacePath = useWorkspacePath();
  const { excluded } = report;
  return (
    <Panel
      title="Left out"
      lead={
        excluded.length === 0
          ? 'No store had to be left out.'
          : `${counted(excluded.length, 'store')} could not be compared, so no average above includes them.`
      }
    >
      {excluded.length > 0 && (
        <div className="scroll-x">
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Store</Table.Th>
                <Table.Th scope="col">Reason</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {excluded.map(({ store, reason }) => (
                <Table.Tr key={store.id}>
                  <Table.Td>
                    <Anchor component={Link} to={workspacePath(`stores/${store.id}`)}>
                      {store.name}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Panel>
  );
}
