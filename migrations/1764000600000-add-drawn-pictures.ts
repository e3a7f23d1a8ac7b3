import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures of which a recipe is kept: they have no file until somebody looks at them. */
export class AddDrawnPictures1764000600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE images
        ADD COLUMN recipe text NULL,
        ALTER COLUMN byte_size DROP NOT NULL,
        ADD CONSTRAINT images_recipe_check CHECK ((recipe IS NULL) = (byte_size IS NOT NULL));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE items SET image_hash = NULL
      WHERE image_hash IN (SELECT hash FROM images WHERE recipe IS NOT NULL);
      DELETE FROM images WHERE recipe IS NOT NULL;
      ALTER TABLE images
        DROP CONSTRAINT images_recipe_check,
        DROP COLUMN recipe,
        ALTER COLUMN byte_size SET NOT NULL;
    `);
  }
}
