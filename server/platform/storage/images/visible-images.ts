import { Brackets, type DataSource, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { ADMINISTER, allows } from '../../access/authorize.js';
import { Role, type Viewer } from '../../access/viewer.js';
import { idOf } from '../../jobs/job-access.js';
import { Image } from './image.entity.js';
import { ImageAdder } from './image-adder.entity.js';

/**
 * A domain's part of the rule: its rows that the viewer sees and that refer to `image.hash` of the query around them;
 * null if the viewer sees none. Parameters come from the viewer only, so that a name has one value in every part.
 */
export type ImageReferences = (viewer: Viewer) => SelectQueryBuilder<ObjectLiteral> | null;

/**
 * The rule of who sees an image: administrators see every image; others those that they added, and those that an item
 * or run they see refers to. Experts see none, since they rate blind.
 */
export class VisibleImages {
  private readonly references: ImageReferences[] = [];

  constructor(private readonly dataSource: DataSource) {}

  addReferences(references: readonly ImageReferences[]): void {
    this.references.push(...references);
  }

  /** A query of the images that a viewer sees, as `image`. */
  seenBy(viewer: Viewer): SelectQueryBuilder<Image> {
    const query = this.dataSource.getRepository(Image).createQueryBuilder('image');
    if (allows(ADMINISTER, viewer)) return query;
    if (viewer.kind === 'user' && viewer.role === Role.EXPERT) return query.where('FALSE');
    const referring = this.references.flatMap((referencesOf) => referencesOf(viewer) ?? []);
    return query.where(
      new Brackets((any) => {
        for (const rows of [this.addedBy(viewer), ...referring])
          any.orWhere(`EXISTS (${rows.getQuery()})`, rows.getParameters());
      }),
    );
  }

  private addedBy(viewer: Viewer): SelectQueryBuilder<ObjectLiteral> {
    return this.dataSource
      .getRepository(ImageAdder)
      .createQueryBuilder('added')
      .select('1')
      .where('added.image_hash = image.hash AND added.adder_id = :adderId', { adderId: idOf(viewer) });
  }
}
