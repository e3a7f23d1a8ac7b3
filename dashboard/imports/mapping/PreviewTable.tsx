import { Table, Text } from '@mantine/core';

export interface PreviewTableProps {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The first rows of the file as they were read. */
export function PreviewTable({ columns, rows }: PreviewTableProps) {
  return (
    <div>
      <Text size="sm" fw={600} mb={6}>
        The first rows, as they were read
      </Text>
      <div className="scroll-x">
        <Table withTableBorder fz="xs" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no name but their position
              <Table.Tr key={index}>
                {columns.map((column, position) => (
                  <Table.Td key={column}>{row[position]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
