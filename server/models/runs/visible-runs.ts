import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { visibleStores } from '../../catalog/index.js';
import { allows, authorize, type ImageReferences, type Viewer } from '../../platform/index.js';
import { SEE_MODELS, seesProductionOnly } from '../access.js';
import { GeneratedImage } from './records/generated-image.entity.js';
import { ModelRun } from './records/model-run.entity.js';

/** The runs that a viewer sees in a workspace. @throws {DomainError} FORBIDDEN */
export const visibleRuns = (
  dataSource: DataSource,
  viewer: Viewer,
  workspaceId: string,
): SelectQueryBuilder<ModelRun> =>
  visibleAnywhere(dataSource, viewer).andWhere('run.workspace_id = :workspaceId', { workspaceId });

/** The runs that drew an image and that a viewer sees in whatever workspace. */
export const runsAsReferences =
  (dataSource: DataSource): ImageReferences =>
  (viewer) => {
    if (!allows(SEE_MODELS, viewer)) return null;
    const seen =
      viewer.kind === 'key'
        ? visibleRuns(dataSource, viewer, viewer.workspaceId)
        : visibleAnywhere(dataSource, viewer);
    return seen
      .select('1')
      .innerJoin(GeneratedImage, 'drawn', 'drawn.run_id = run.id AND drawn.image_hash = image.hash');
  };

function visibleAnywhere(dataSource: DataSource, viewer: Viewer): SelectQueryBuilder<ModelRun> {
  authorize(viewer, SEE_MODELS);
  const query = dataSource.getRepository(ModelRun).createQueryBuilder('run');
  if (!seesProductionOnly(viewer)) return query;
  const { condition, memberId } = visibleStores(viewer, 'run.store_id', ':memberId');
  return query.where(`run.kind = 'GENERATE' AND run.requester_id = :memberId AND ${condition}`, { memberId });
}
