import { type EntityManager, IsNull, Not } from 'typeorm';
import { OPERATOR, type Viewer } from '../access/viewer.js';
import { ApiKey } from '../auth/keys/api-key.entity.js';
import { User } from '../auth/people/user.entity.js';
import { forbidden } from '../errors/domain-error.js';

/**
 * Who asked for a job, with the role or the scopes of now.
 *
 * @param id of a person or an API key; null for the operator
 * @throws {DomainError} FORBIDDEN for a person who was disabled, or a key that no longer works, since
 */
export async function requesterOf(manager: EntityManager, id: string | null): Promise<Viewer> {
  if (id === null) return OPERATOR;
  const user = await manager.findOneBy(User, { id, disabledAt: IsNull() });
  if (user) return { kind: 'user', userId: id, email: user.email, role: user.role };
  const key = await manager.findOneBy(ApiKey, { id, revokedAt: IsNull() });
  if (key && !(await isDisabled(manager, key.createdBy))) {
    return { kind: 'key', keyId: id, name: key.name, workspaceId: key.workspaceId, scopes: key.scopes };
  }
  throw forbidden(
    'The user or API key that requested this job no longer has access: ask another user to start it',
  );
}

const isDisabled = async (manager: EntityManager, userId: string | null): Promise<boolean> =>
  userId !== null && (await manager.existsBy(User, { id: userId, disabledAt: Not(IsNull()) }));
