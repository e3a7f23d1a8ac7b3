interface Rejection {
  readonly row: number;
  readonly reason: string;
}

/** Rejected rows as a CSV: number and reason. */
export const rejectionsCsv = (rejections: readonly Rejection[]): string =>
  ['row,reason', ...rejections.map(({ row, reason }) => `${row},"${reason.replaceAll('"', '""')}"`), ''].join(
    '\n',
  );
