import type { DataSource } from 'typeorm';
import { runFor } from './pools/purpose.js';

/** A database that takes longer to say one word does not serve. */
const PATIENCE_MS = 2_000;

/** Whether the database can be asked now, on the connections that no report or job uses up. */
export const databaseAnswers = (dataSource: DataSource): Promise<boolean> =>
  Promise.race([
    runFor('ingestion', () => dataSource.query('SELECT 1')).then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref()),
  ]);
