import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who sent each image, and the way back from an image to what refers to it. Images sent before have no row. */
export class CreateImageAdders1764001600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE image_adders (
        image_hash text NOT NULL REFERENCES images (hash) ON DELETE CASCADE,
        adder_id   uuid NOT NULL,
        PRIMARY KEY (image_hash, adder_id)
      );
      CREATE INDEX items_image_hash_idx ON items (image_hash);
      CREATE INDEX generated_images_image_hash_idx ON generated_images (image_hash);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX items_image_hash_idx;
      DROP INDEX generated_images_image_hash_idx;
      DROP TABLE image_adders;
    `);
  }
}
