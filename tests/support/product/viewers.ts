import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Role, type Scope, User, type Viewer } from '../../../server/platform/index.js';

type UserViewer = Extract<Viewer, { kind: 'user' }>;

/** A signed-in person of a role. The person has no row: use `addPerson` where one is needed. */
export const viewerOf = (role: Role): UserViewer => ({
  kind: 'user',
  userId: randomUUID(),
  email: `${role.toLowerCase()}@example.com`,
  role,
});

export const ADMIN = viewerOf(Role.ADMIN);
export const ANALYST = viewerOf(Role.ANALYST);

/** An API key with some scopes. */
export const keyOf = (workspaceId: string, ...scopes: Scope[]): Viewer => ({
  kind: 'key',
  keyId: randomUUID(),
  name: 'test key',
  workspaceId,
  scopes,
});

/** A person with a row of their own in the database. */
export async function addPerson(dataSource: DataSource, role: Role): Promise<UserViewer> {
  const viewer = viewerOf(role);
  const email = `${viewer.userId}@example.com`;
  await dataSource.getRepository(User).insert({ id: viewer.userId, email, name: role, role });
  return { ...viewer, email };
}
