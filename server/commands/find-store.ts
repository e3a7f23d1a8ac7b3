import { OPERATOR } from '../platform/index.js';
import type { Toile } from '../schema.js';

/**
 * A store of a workspace by what people call it.
 *
 * @returns its id
 * @throws {DomainError} NOT_FOUND
 */
export async function findStore(
  { stores }: Toile['catalog'],
  workspaceId: string,
  nameOrId: string,
): Promise<string> {
  const { edges } = await stores.list(OPERATOR, workspaceId, { search: nameOrId, first: 200 });
  const named = edges.find(({ node }) => node.name === nameOrId);
  return (named?.node ?? (await stores.get(OPERATOR, workspaceId, nameOrId))).id;
}
