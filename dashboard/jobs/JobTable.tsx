import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface JobTableProps {
  /** What a row is: a job, or a kind of job. */
  readonly heading: string;
  readonly className?: string;
  /** One row each, of four cells. */
  readonly children: ReactNode;
}

/** Work that somebody asked for: what, how it stands, when it was asked for and how long it took. */
export function JobTable({ heading, className, children }: JobTableProps) {
  return (
    <div className="scroll-x">
      <Table className={className}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{heading}</Table.Th>
            <Table.Th scope="col">State</Table.Th>
            <Table.Th scope="col">Asked for</Table.Th>
            <Table.Th scope="col" className="number">
              Took
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
