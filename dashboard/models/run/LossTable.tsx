import { Table } from '@mantine/core';
import { formatCount } from '../../format/numbers.js';
import { formatLoss, type StageCurve, tablePoints } from './loss-curve.js';

export function LossTable({ curve }: { readonly curve: StageCurve }) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" className="number">
            Step
          </Table.Th>
          <Table.Th scope="col" className="number">
            Loss
          </Table.Th>
          <Table.Th scope="col" className="number">
            Running level
          </Table.Th>
          <Table.Th scope="col" className="number">
            Learning rate
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tablePoints(curve.points).map((point) => (
          <Table.Tr key={point.step}>
            <Table.Th scope="row" className="row-name number">
              {formatCount(point.step)}
            </Table.Th>
            <Table.Td className="number">{formatLoss(point.loss)}</Table.Td>
            <Table.Td className="number">{formatLoss(point.smoothed)}</Table.Td>
            <Table.Td className="number">{point.learningRate.toPrecision(3)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
