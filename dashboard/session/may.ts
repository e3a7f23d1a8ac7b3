import type { Role } from '../generated/graphql.js';

/** What the pages offer to some roles only, with those roles; an administrator may do everything. */
export const ROLES_FOR = {
  /** People, keys, workspaces, members of stores, deletions, the audit log. */
  administer: [],
  editStores: ['ANALYST'],
  importFiles: ['ANALYST'],
  loadDemo: ['ANALYST'],
  readResults: ['ANALYST', 'PM', 'ML_ENGINEER', 'MERCHANT'],
  /** Jobs and events of the whole workspace. */
  readActivity: ['ANALYST', 'PM', 'ML_ENGINEER'],
  /** The registry, and everybody's runs. */
  readModels: ['ANALYST', 'PM', 'ML_ENGINEER'],
  /** Training, evaluating, importing, promoting. */
  runModels: ['ML_ENGINEER'],
  /** Drawing and scoring; a merchant for their own stores. */
  useModels: ['ML_ENGINEER', 'MERCHANT'],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof ROLES_FOR;

/** Whether a role may do something: what it may not do is not offered to it. The server decides on its own. */
export const may = (role: Role, act: Act): boolean =>
  role === 'ADMIN' || (ROLES_FOR[act] as readonly Role[]).includes(role);
