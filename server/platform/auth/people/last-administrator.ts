import { type EntityManager, IsNull, Not } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { Role } from '../../access/viewer.js';
import { conflict, notFound } from '../../errors/domain-error.js';
import { User } from './user.entity.js';

/**
 * A person, locked with every administrator, in one order, so that two of them cannot remove each other at once.
 *
 * @throws {DomainError} NOT_FOUND
 */
export async function lockedWithAdministrators(manager: EntityManager, id: string): Promise<User> {
  if (!isUuid(id)) throw notFound('User', id);
  const users = await manager.find(User, {
    where: [{ id }, { role: Role.ADMIN }],
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const user = users.find((candidate) => candidate.id === id);
  if (!user) throw notFound('User', id);
  return user;
}

/** @throws {DomainError} CONFLICT if a change of a person leaves no enabled administrator */
export async function refuseToLoseTheLast(manager: EntityManager, before: User, after: User): Promise<void> {
  if (!isAdministrator(before) || isAdministrator(after)) return;
  const others = await manager.countBy(User, { id: Not(before.id), role: Role.ADMIN, disabledAt: IsNull() });
  if (others === 0) throw conflict('This is the last administrator: make someone else ADMIN first');
}

const isAdministrator = ({ role, disabledAt }: User) => role === Role.ADMIN && !disabledAt;
