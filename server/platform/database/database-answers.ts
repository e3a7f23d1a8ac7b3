import type { DataSource } from 'typeorm';

/** A database that takes longer to say one word does not serve. */
const PATIENCE_MS = 2_000;

/** Whether the database can be asked now. */
export const databaseAnswers = (dataSource: DataSource): Promise<boolean> =>
  Promise.race([
    dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref()),
  ]);
