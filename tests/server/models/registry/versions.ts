import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ModelKind, ModelVersion } from '../../../../server/models/index.js';

/** A version whose files nobody will ask for, with a name of its own unless it is given. */
export async function addVersion(
  dataSource: DataSource,
  given: Partial<ModelVersion> = {},
): Promise<ModelVersion> {
  const versions = dataSource.getRepository(ModelVersion);
  const added = await versions.save(
    versions.create({
      kind: ModelKind.REWARD,
      name: `version ${randomUUID()}`,
      architecture: 'CLIP',
      config: { projection_dim: 8 },
      byteSize: 0,
      parameterCount: 0,
      contentHash: randomUUID(),
      createdBy: 'operator',
      ...given,
    }),
  );
  return versions.findOneByOrFail({ id: added.id });
}
