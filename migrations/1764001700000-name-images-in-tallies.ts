import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports that ended before this version counted their images as `withPicture`; the code reads `withImage`. */
export class NameImagesInTallies1764001700000 implements MigrationInterface {
  up(db: QueryRunner): Promise<void> {
    return renameTally(db, 'withPicture', 'withImage');
  }

  down(db: QueryRunner): Promise<void> {
    return renameTally(db, 'withImage', 'withPicture');
  }
}

const renameTally = (db: QueryRunner, from: string, to: string): Promise<void> =>
  db.query(
    `UPDATE import_runs SET tallies = tallies - $1::text || jsonb_build_object($2::text, tallies -> $1::text)
     WHERE tallies ? $1::text`,
    [from, to],
  );
