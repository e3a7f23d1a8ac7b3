import { formatCount } from '../../format/numbers.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { formatLoss, type StageCurve, tablePoints } from './loss-curve.js';

type Point = ReturnType<typeof tablePoints>[number];

const COLUMNS: readonly DataColumn<Point>[] = [
  { header: 'Step', cell: ({ step }) => formatCount(step), numeric: true, namesRow: true },
  { header: 'Loss', cell: ({ loss }) => formatLoss(loss), numeric: true },
  { header: 'Running level', cell: ({ smoothed }) => formatLoss(smoothed), numeric: true },
  { header: 'Learning rate', cell: ({ learningRate }) => learningRate.toPrecision(3), numeric: true },
];

export const LossTable = ({ curve }: { readonly curve: StageCurve }) => (
  <DataTable
    label="Loss by training step"
    columns={COLUMNS}
    rows={tablePoints(curve.points)}
    rowKey={({ step }) => step}
  />
);
